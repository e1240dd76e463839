import { ScrollText, SearchX } from 'lucide-react'
import { EmptyState } from '#components/empty-state.tsx'
import type { Zone } from '#components/format-time.ts'
import type { SearchParams } from '#components/lookups/read-filter.ts'
import { Pagination } from '#components/pagination.tsx'
import { PeekList } from '#components/peek/peek-list.tsx'
import { Button } from '#components/ui/button.tsx'
import type { AuditPage } from '#lib/audit/list.ts'
import { EventDetail } from './event-detail.tsx'
import { EventTable } from './event-table.tsx'
import { type AuditPath, hrefOfEvent, hrefOfPage, isNarrowed } from './href.ts'

interface AuditListProps {
  readonly page: AuditPage
  readonly path: AuditPath
  readonly self: string
  readonly params: SearchParams
  readonly zone: Zone
  /** Whether whoever looks may take the proof of an event along. */
  readonly mayProve: boolean
}

/** A page of the audit with its drawer, or why there are no rows. */
export function AuditList({ page, path, self, params, zone, mayProve }: AuditListProps) {
  const { data, nextCursor, opened } = page
  if (data.length === 0) return <Nothing path={path} narrowed={isNarrowed(params)} />
  return (
    <>
      <PeekList
        title="Event"
        rows={data.map(({ id }) => ({ id, href: hrefOfEvent(id) }))}
        drawer={
          opened === null ? (
            <EmptyState icon={SearchX} title="There is no event with this number">
              The rows of the list are still here: close this to go back to them.
            </EmptyState>
          ) : (
            <EventDetail event={opened} mayReadAll={path === '/audit'} mayProve={mayProve} zone={zone} />
          )
        }
      >
        <EventTable events={data} self={self} own={path === '/activity'} zone={zone} />
      </PeekList>
      <Pagination
        newest={params['cursor'] === undefined ? null : hrefOfPage(path, params, null)}
        older={nextCursor === null ? null : hrefOfPage(path, params, nextCursor)}
        shown={data.length}
      />
    </>
  )
}

function Nothing({ path, narrowed }: { readonly path: AuditPath; readonly narrowed: boolean }) {
  if (!narrowed) {
    return (
      <EmptyState icon={ScrollText} title="Nothing is recorded yet">
        Every question, answer, opened payload, search and refusal will stand here.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={SearchX}
      title="Nothing matches this filter"
      action={
        <Button asChild size="sm" variant="outline">
          <a href={path}>Clear the filter</a>
        </Button>
      }
    >
      We looked through {path === '/audit' ? 'everything that is recorded' : 'everything you did'}. Ids,
      reasons and addresses must be whole: a part of one finds nothing.
    </EmptyState>
  )
}
