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
        // Not `no-referrer`: the origin of a form post would then be `null` and the action refused.
        { key: 'Referrer-Policy', value: 'same-origin' },
        { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
        { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()' },
      ],
    },
  ],
}

export default config
