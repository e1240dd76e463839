import type { Problem } from '#lib/access/problem.ts'

/** RFC 9457 problem details. `errors` names each wrong field by its path. */
export interface ProblemDetails {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly errors?: readonly { readonly field: string; readonly detail: string }[]
  readonly capability?: string
}

const kinds: Record<Problem['kind'], { readonly status: number; readonly title: string }> = {
  signed_out: { status: 401, title: 'A valid bearer token is needed' },
  wrong_credentials: { status: 401, title: 'The credentials are wrong' },
  stale_sign_in: { status: 403, title: 'The password must be given again first' },
  second_factor_needed: { status: 403, title: 'A second factor is needed first' },
  denied: { status: 403, title: 'The token may not do this' },
  invalid: { status: 422, title: 'The request is not valid' },
  limited: { status: 429, title: 'Too many requests' },
  not_found: { status: 404, title: 'There is no such thing' },
  conflict: { status: 409, title: 'The request conflicts with an earlier one' },
  unavailable: { status: 503, title: 'The desk cannot do this at the moment' },
}

/** The problem as `application/problem+json`, with the HTTP status of its kind unless another one says more. */
export function respondProblem(
  problem: Problem,
  headers: HeadersInit = {},
  status = kinds[problem.kind].status,
): Response {
  const details: ProblemDetails = {
    type: `urn:statusdesk:problem:${problem.kind}`,
    title: kinds[problem.kind].title,
    status,
    detail: problem.message,
    ...(problem.kind === 'invalid' && {
      errors: Object.entries(problem.fields).map(([field, detail]) => ({ field, detail })),
    }),
    ...(problem.kind === 'denied' && { capability: problem.capability }),
  }
  const all = new Headers(headers)
  all.set('content-type', 'application/problem+json')
  all.set('cache-control', 'no-store')
  if (problem.kind === 'signed_out') all.set('www-authenticate', 'Bearer')
  if (problem.kind === 'unavailable') all.set('retry-after', '2')
  return new Response(JSON.stringify(details), { status, headers: all })
}
