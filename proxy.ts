import { type NextRequest, NextResponse } from 'next/server'
import { comesFromOwnPage } from '#lib/access/own-origin.ts'
import { composePagePolicy } from '#lib/access/page-policy.ts'
import { respondProblem } from '#lib/api/problem.ts'
import { getEnv } from '#lib/env.ts'

/**
 * Gives every page a content security policy with a fresh nonce, and turns away what pages of others would have done
 * with somebody's session. Beyond that it locks nothing: who may see a page is asked where its data is read.
 */
export function proxy(request: NextRequest) {
  const { pathname } = request.nextUrl
  if (!isApi(pathname) && !isReading(request.method) && !comesFromOwnPage(request.headers))
    return guard(respondProblem(foreign), dataPolicy)
  const headers = new Headers(request.headers)
  const policy = isPage(pathname) ? addPagePolicy(headers) : dataPolicy
  // A layout cannot see the address otherwise, and the way back after signing in needs it.
  headers.set('x-path', pathname + request.nextUrl.search)
  return guard(NextResponse.next({ request: { headers } }), policy)
}

function guard<Guarded extends Response>(response: Guarded, policy: string): Guarded {
  response.headers.set('content-security-policy', policy)
  // All of it is made for who asks. Next.js says so of pages, and not of its redirects.
  response.headers.set('cache-control', 'no-store')
  // Here and not in next.config.ts, which is read when the app is built.
  if (getEnv().PUBLIC_URL?.startsWith('https:'))
    response.headers.set('strict-transport-security', 'max-age=31536000')
  return response
}

/**
 * Of what comes here Next.js holds the whole body first, and cuts it at 10 MB: lists stream past it. What would be said
 * here of them stands in next.config.ts.
 */
export const config = {
  matcher: '/((?!_next/static|_next/image|icon.svg|batches/upload$|api/v1/batches$).*)',
}

const foreign = {
  kind: 'invalid',
  message: 'Only the desk’s own pages may ask for this.',
  fields: {},
} as const

/** Of the API and of what is data: whatever is in it, a browser draws and runs none of it. */
const dataPolicy = "sandbox; default-src 'none'; frame-ancestors 'none'"

/** The ways of route handlers; the end-to-end test of headers finds one that is not among them. */
const data = [
  /^\/(?:recent|lookups\/open)$/,
  /^\/lookups\/[^/]+\/(?:board|exchanges\/.*)$/,
  /^\/batches\/(?:samples\/[^/]+|[^/]+\/(?:differences|invalid|progress|results))$/,
  /^\/audit\/(?:export|public-key|verification|[^/]+\/proof)$/,
  /^\/connections\/[^/]+\/test$/,
  /^\/security\/confirm\//,
]

function isPage(path: string): boolean {
  return !isApi(path) && !data.some((way) => way.test(path))
}

/** It knows tokens and no cookie, so that no browser can be made to use it. */
function isApi(path: string): boolean {
  return path.startsWith('/api/')
}

function isReading(method: string): boolean {
  return method === 'GET' || method === 'HEAD'
}

function addPagePolicy(headers: Headers): string {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString('base64')
  const policy = composePagePolicy({ nonce, development: getEnv().NODE_ENV === 'development' })
  headers.set('x-nonce', nonce)
  // Next.js takes the nonce for its own scripts from here.
  headers.set('content-security-policy', policy)
  return policy
}
