import { ProblemError } from '#lib/access/problem.ts'

/**
 * Refuses a request that a page of another site makes. Unlike an action, a route handler is not guarded against
 * them by the framework. Every browser of today names the site; what is no browser holds no session of somebody
 * else's. `none` is an address that somebody typed, or a link outside of any page.
 */
export function refuseOtherSites(request: Request): void {
  const site = request.headers.get('sec-fetch-site')
  if (site === null || site === 'same-origin' || (site === 'none' && request.method === 'GET')) return
  throw new ProblemError({
    kind: 'invalid',
    message: 'Only the desk’s own pages may ask for this.',
    fields: {},
  })
}
