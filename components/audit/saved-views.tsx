import { Users } from 'lucide-react'
import Link from 'next/link'
import type { Zone } from '#components/format-time.ts'
import type { SearchParams } from '#components/lookups/read-filter.ts'
import { VisibleText } from '#components/visible-text.tsx'
import type { AuditFilter } from '#lib/audit/filter.ts'
import type { SavedView } from '#lib/audit/saved-view.ts'
import { type AuditPath, hrefOfView, queryOf, toQuery } from './href.ts'
import { ManageViews } from './manage-views.tsx'
import { SaveView } from './save-view.tsx'
import type { KeepActions } from './use-view-action.ts'
import { viewChip } from './view-chip.ts'

interface SavedViewsProps {
  readonly path: AuditPath
  readonly params: SearchParams
  readonly zone: Zone
  /** What people saved; null where nothing is saved. */
  readonly saved: readonly SavedView[] | null
  readonly self: string
  readonly keeping: KeepActions | null
}

/** So many that the row stays a row; the others are a click away. */
const mostShown = 6

/** What is asked most, one click away: views that are always there, then those that people saved. */
export function SavedViews({ path, params, zone, saved, self, keeping }: SavedViewsProps) {
  const query = queryOf(params)
  const shown = sortedQuery(query)
  const built = path === '/audit' ? listEveryones(findYesterday(zone)) : listOwn(findYesterday(zone))
  const isCurrent = (filter: AuditFilter | SavedView['filter']) => sortedQuery(toQuery(filter)) === shown
  const kept = saved ?? []
  // The one that is looked at is always among those in sight.
  const inSight = [...kept.filter(({ filter }) => isCurrent(filter)), ...kept].slice(0, mostShown)
  const isKnown =
    built.some(([, filter]) => isCurrent(filter)) || kept.some(({ filter }) => isCurrent(filter))
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <nav aria-label="Views" className="contents">
        {built.map(([label, filter]) => (
          <Link
            key={label}
            href={hrefOfView(path, filter)}
            prefetch={false}
            aria-current={isCurrent(filter) ? 'page' : undefined}
            className={viewChip}
          >
            {label}
          </Link>
        ))}
        {kept
          .filter((view) => inSight.includes(view))
          .map(({ id, name, shared, filter, ownerId, ownerName }) => (
            <Link
              key={id}
              href={hrefOfView(path, filter)}
              prefetch={false}
              aria-current={isCurrent(filter) ? 'page' : undefined}
              title={ownerId === self ? name : `${name}, shared by ${ownerName}`}
              className={viewChip}
            >
              {shared && <Users aria-hidden className="size-3 shrink-0" />}
              <span className="truncate">
                <VisibleText text={name} />
              </span>
              {shared && <span className="sr-only"> (shared)</span>}
            </Link>
          ))}
      </nav>
      {keeping !== null && kept.length > 0 && <ManageViews views={kept} self={self} {...keeping} />}
      {keeping !== null && shown !== '' && !isKnown && (
        <SaveView filter={Object.fromEntries(query)} saveView={keeping.saveView} />
      )}
    </div>
  )
}

type BuiltIn = readonly (readonly [label: string, filter: AuditFilter])[]

function listEveryones(yesterday: string): BuiltIn {
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

function listOwn(yesterday: string): BuiltIn {
  return [
    ['Everything', {}],
    ['Yesterday', { from: yesterday, to: yesterday }],
    ['Refusals', { result: 'denied' }],
    ['Payloads opened', { kind: 'payload.opened' }],
    ['Payloads copied', { kind: 'payload.copied' }],
    ['Sign-ins', { kind: 'sign_in.ok' }],
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
