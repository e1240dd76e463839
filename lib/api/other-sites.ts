import { ProblemError } from '#lib/access/problem.ts'

/**
 * Refuses a request that a page of another site makes. Unlike an action, a route handler is not guarded against
 * the forms of other sites by the framework. `doing` completes “may …”.
 */
export function refuseOtherSites(request: Request, doing: string): void {
  const site = request.headers.get('sec-fetch-site')
  if (site === null || site === 'same-origin') return
  const message = `Only the desk’s own pages may ${doing}.`
  throw new ProblemError({ kind: 'invalid', message, fields: {} })
}
