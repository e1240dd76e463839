import type { Route } from 'next'
import { ownRoute } from '#components/own-route.ts'
import type { SearchParams } from './read-filter.ts'

/** The page of a look-up. */
export function hrefOfLookup(id: string): Route {
  return ownRoute(`/lookups/${id}`)
}

/** The history as it stands, but from another place in it; null for its beginning. */
export function hrefOfList(params: SearchParams, cursor: string | null): `/lookups?${string}` {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    if (name === 'cursor' || name === 'peek' || value === undefined) continue
    for (const each of [value].flat()) query.append(name, each)
  }
  if (cursor !== null) query.set('cursor', cursor)
  return `/lookups?${query}`
}

/** Whether anything but the place in the list is asked for. */
export function isNarrowed(params: SearchParams): boolean {
  return Object.entries(params).some(
    ([name, value]) => name !== 'cursor' && name !== 'peek' && value !== undefined && value !== '',
  )
}
