import { beginOidc } from '#lib/access/oidc/begin.ts'
import { respondOidc } from '#lib/access/oidc/respond.ts'

export const GET = async (request: Request) =>
  respondOidc((settings) => beginOidc(settings, { purpose: 'confirm', next: '/' }, request.headers))
