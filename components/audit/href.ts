import type { Route } from 'next'
import type { SearchParams } from '#components/lookups/read-filter.ts'
import { ownRoute } from '#components/own-route.ts'
import type { AuditFilter } from '#lib/audit/filter.ts'

/** Everyone's audit, or one's own part of it. */
export type AuditPath = '/audit' | '/activity'

/** The page of an event. */
export function hrefOfEvent(id: string): Route {
  return ownRoute(`/audit/${id}`)
}

/** The audit narrowed to something. */
export function hrefOfAudit(filter: AuditFilter): Route {
  return ownRoute(`/audit?${toQuery(filter)}`)
}

/** The list as it stands, but from another place in it; null for its beginning. */
export function hrefOfPage(path: AuditPath, params: SearchParams, cursor: string | null): Route {
  const query = queryOf(params)
  if (cursor !== null) query.set('cursor', cursor)
  return ownRoute(`${path}?${query}`)
}

/** Everything that the list as it stands matches and that is older than `end`, as a file. */
export function hrefOfExport(filter: AuditFilter, end: string, format: string): string {
  const query = toQuery({ ...filter, cursor: end })
  query.set('format', format)
  return `/audit/export?${query}`
}

/** A filter as the query of a page. */
export function toQuery(filter: AuditFilter): URLSearchParams {
  return new URLSearchParams(
    Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  )
}

/** Whether anything but the place in the list is asked for. */
export function isNarrowed(params: SearchParams): boolean {
  return queryOf(params).size > 0
}

/** What of the query of a page narrows it. */
export function queryOf(params: SearchParams): URLSearchParams {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    if (name === 'cursor' || name === 'peek' || value === undefined || value === '') continue
    for (const each of [value].flat()) query.append(name, each)
  }
  return query
}
