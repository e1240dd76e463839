import Link from 'next/link'
import type { Zone } from '#components/format-time.ts'
import type { SearchParams } from '#components/lookups/read-filter.ts'
import type { AuditFilter } from '#lib/audit/filter.ts'
import { hrefOfAudit, queryOf, toQuery } from './href.ts'

interface SavedViewsProps {
  readonly params: SearchParams
  readonly zone: Zone
}

/** What managers ask most, one click away. */
export function SavedViews({ params, zone }: SavedViewsProps) {
  const shown = sortedQuery(queryOf(params))
  return (
    <nav aria-label="Views" className="flex flex-wrap gap-1.5">
      {listViews(findYesterday(zone)).map(([label, filter]) => (
        <Link
          key={label}
          href={hrefOfAudit(filter)}
          prefetch={false}
          aria-current={sortedQuery(toQuery(filter)) === shown ? 'page' : undefined}
          className="rounded-md border bg-card px-2.5 py-1 text-xs text-muted-foreground outline-none hover:bg-accent hover:text-foreground focus-visible:ring-[3px] focus-visible:ring-ring/50 aria-[current]:border-primary aria-[current]:text-foreground"
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}

function listViews(yesterday: string): readonly (readonly [label: string, filter: AuditFilter])[] {
  return [
    ['Everything', {}],
    ['My team yesterday', { by: 'people', from: yesterday, to: yesterday }],
    ['Refusals', { result: 'denied' }],
    ['Failures', { result: 'failed' }],
    ['Payloads opened', { kind: 'payload.opened' }],
    ['Payloads copied', { kind: 'payload.copied' }],
    ['Exports', { kind: 'audit.exported' }],
  ]
}

function sortedQuery(query: URLSearchParams): string {
  const sorted = new URLSearchParams(query)
  sorted.sort()
  return String(sorted)
}

const dayMs = 86_400_000

/** The day before in a zone, as `2026-11-19`. */
function findYesterday(zone: Zone, now = new Date()): string {
  // Noon of the same date, so that no change of clocks moves it.
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(now)
  return new Date(Date.parse(`${today}T12:00:00Z`) - dayMs).toISOString().slice(0, 10)
}
