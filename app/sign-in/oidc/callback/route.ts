import { finishOidc } from '#lib/access/oidc/finish.ts'
import { respondOidc } from '#lib/access/oidc/respond.ts'

export const GET = async (request: Request) => {
  const { searchParams } = new URL(request.url)
  return respondOidc((settings) => finishOidc(settings, searchParams, request.headers))
}
