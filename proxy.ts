import { type NextRequest, NextResponse } from 'next/server'
import { getEnv } from '#lib/env.ts'

/**
 * Gives every page a content security policy with a fresh nonce. It locks nothing: who may see a page is asked
 * where its data is read.
 */
export function proxy(request: NextRequest) {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString('base64')
  const policy = contentSecurityPolicy(nonce)
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  // Next.js takes the nonce for its own scripts from here.
  headers.set('content-security-policy', policy)
  // A layout cannot see the address otherwise, and the way back after signing in needs it.
  headers.set('x-path', request.nextUrl.pathname + request.nextUrl.search)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  return response
}

// A policy from here would replace the one that stored replies are downloaded under, which allows nothing at all.
export const config = {
  matcher: '/((?!api/|_next/static|_next/image|icon.svg|lookups/[^/]+/exchanges/).*)',
}

function contentSecurityPolicy(nonce: string): string {
  // React rebuilds server stacks with eval while developing, and only then.
  const development = getEnv().NODE_ENV === 'development' ? " 'unsafe-eval'" : ''
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development}`,
    // Radix and sonner place elements by inline styles. Nothing can be fetched from elsewhere with them.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ')
}
