import type { Route } from 'next'
import type { SearchParams } from '#components/lookups/read-filter.ts'
import { ownRoute } from '#components/own-route.ts'
import type { FileFormat } from '#lib/files/format.ts'
import type { AuditFilter } from '#lib/audit/filter.ts'

/** Everyone's audit, or one's own part of it. */
export type AuditPath = '/audit' | '/activity'

/** The page of an event. */
export function hrefOfEvent(id: string): Route {
  return ownRoute(`/audit/${id}`)
}

/** The audit narrowed to something. */
export function hrefOfAudit(filter: AuditFilter): Route {
  return hrefOfView('/audit', filter)
}

/** The audit, or one's own part of it, narrowed to something. */
export function hrefOfView(path: AuditPath, filter: Readonly<Record<string, string | undefined>>): Route {
  return ownRoute(`${path}?${toQuery(filter)}`)
}

/** The list as it stands, but from another place in it; null for its beginning. */
export function hrefOfPage(path: AuditPath, params: SearchParams, cursor: string | null): Route {
  const query = queryOf(params)
  if (cursor !== null) query.set('cursor', cursor)
  return ownRoute(`${path}?${query}`)
}

/** Everything that the list as it stands matches and that is older than `end`, as a file of each format. */
export function hrefsOfExport(filter: AuditFilter, end: string): Readonly<Record<FileFormat, string>> {
  const query = toQuery({ ...filter, cursor: end })
  const of = (format: FileFormat) => `/audit/export?${new URLSearchParams([...query, ['format', format]])}`
  return { csv: of('csv'), xlsx: of('xlsx'), jsonl: of('jsonl') }
}

/** The proof that an event stands in the record. */
export function hrefOfProof(id: string): string {
  return `/audit/${id}/proof`
}

/** A filter as the query of a page. */
export function toQuery(filter: Readonly<Record<string, string | undefined>>): URLSearchParams {
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
