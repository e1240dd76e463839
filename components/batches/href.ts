import type { Route } from 'next'
import type { SearchParams } from '#components/lookups/read-filter.ts'
import { ownRoute } from '#components/own-route.ts'

/** The page of a batch. */
export function hrefOfBatch(id: string): Route {
  return ownRoute(`/batches/${id}`)
}

/** The same page with other parts of its query; null takes one away. The drawer closes. */
export function hrefWith(
  path: string,
  params: SearchParams,
  changed: Readonly<Record<string, string | null>>,
): Route {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...params, peek: null, ...changed }))
    for (const each of [value ?? []].flat()) query.append(name, each)
  return ownRoute(query.size === 0 ? path : `${path}?${query}`)
}
