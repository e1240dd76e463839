import type { NextConfig } from 'next'

const config: NextConfig = {
  poweredByHeader: false,
  typedRoutes: true,
  // `npm test` checks types; a build that did so again would start the desk seconds later.
  typescript: { ignoreBuildErrors: true },
  // Answers are never cached across requests; see also the no-store headers of dynamic pages.
  cacheComponents: false,
  devIndicators: false,
  // Left to Node: they open sockets, load workers or look at their own files.
  serverExternalPackages: ['better-auth', 'drizzle-orm', 'pino', 'postgres', 'undici'],
  experimental: {
    // A pasted body may be 1 MB; the rest is what a form adds around it.
    serverActions: { bodySizeLimit: '1.2mb' },
  },
  headers: async () => [
    {
      source: '/:path*',
      headers: [
        { key: 'X-Content-Type-Options', value: 'nosniff' },
        { key: 'Referrer-Policy', value: 'no-referrer' },
        { key: 'X-Frame-Options', value: 'DENY' },
        { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
        { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
        { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()' },
      ],
    },
    ...['/batches/upload', '/api/v1/batches'].map((source) => ({
      // They bypass proxy.ts, which would hold what is uploaded.
      source,
      headers: [
        { key: 'Content-Security-Policy', value: "sandbox; default-src 'none'; frame-ancestors 'none'" },
        { key: 'Cache-Control', value: 'no-store' },
      ],
    })),
    {
      // Its form works without scripts. From a page with `no-referrer` the browser would post it with the origin
      // `null`, and the action would be refused; the requests of scripts carry their origin all the same.
      source: '/sign-in',
      headers: [{ key: 'Referrer-Policy', value: 'same-origin' }],
    },
  ],
}

export default config
