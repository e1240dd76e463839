import { beginOidc } from '#lib/access/oidc/begin.ts'
import { respondOidc } from '#lib/access/oidc/respond.ts'

export const GET = async (request: Request) => {
  const next = new URL(request.url).searchParams.get('next')
  return respondOidc((settings) => beginOidc(settings, { purpose: 'sign_in', next }, request.headers))
}
