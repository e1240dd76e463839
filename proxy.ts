import { type NextRequest, NextResponse } from 'next/server'
import { composePagePolicy } from '#lib/access/page-policy.ts'
import { getEnv } from '#lib/env.ts'

/**
 * Gives every page a content security policy with a fresh nonce. It locks nothing: who may see a page is asked
 * where its data is read.
 */
export function proxy(request: NextRequest) {
  const headers = new Headers(request.headers)
  const policy = isPage(request.nextUrl.pathname) ? addPagePolicy(headers) : dataPolicy
  // A layout cannot see the address otherwise, and the way back after signing in needs it.
  headers.set('x-path', request.nextUrl.pathname + request.nextUrl.search)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  // All of it is made for who asks. Next.js says so of pages, and not of its redirects.
  response.headers.set('cache-control', 'no-store')
  // Here and not in next.config.ts, which is read when the app is built.
  if (getEnv().PUBLIC_URL?.startsWith('https:'))
    response.headers.set('strict-transport-security', 'max-age=31536000')
  return response
}

export const config = { matcher: '/((?!_next/static|_next/image|icon.svg).*)' }

/** Of the API and of stored replies: whatever is in them, a browser draws and runs none of it. */
const dataPolicy = "sandbox; default-src 'none'; frame-ancestors 'none'"

function isPage(path: string): boolean {
  return !/^\/api\/|^\/lookups\/[^/]+\/exchanges\//.test(path)
}

function addPagePolicy(headers: Headers): string {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString('base64')
  const policy = composePagePolicy({ nonce, development: getEnv().NODE_ENV === 'development' })
  headers.set('x-nonce', nonce)
  // Next.js takes the nonce for its own scripts from here.
  headers.set('content-security-policy', policy)
  return policy
}
