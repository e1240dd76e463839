import { getPublicUrl } from './public-url.ts'

/**
 * Whether a request that may change something comes from a page of the desk. Every browser sends the origin with such a
 * request, or says at least that the site is the same; what says neither is not believed, and `null` is anybody.
 */
export function comesFromOwnPage(headers: Headers): boolean {
  const origin = headers.get('origin')
  if (origin === null) return headers.get('sec-fetch-site') === 'same-origin'
  const given = URL.parse(origin)
  if (given === null) return false
  const hosts = [new URL(getPublicUrl()).host, headers.get('host')]
  return /^https?:$/.test(given.protocol) && hosts.includes(given.host)
}
