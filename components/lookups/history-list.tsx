import type { Zone } from '#components/format-time.ts'
import { Pagination } from '#components/pagination.tsx'
import { PeekList } from '#components/peek/peek-list.tsx'
import type { ConnectionDescription } from '#lib/connections/describe.ts'
import type { LookupPage } from '#lib/lookups/list.ts'
import type { LookupView } from '#lib/lookups/public.ts'
import { hrefOfList, hrefOfLookup, isNarrowed } from './href.ts'
import { LookupTable } from './lookup-table.tsx'
import { NothingListed } from './nothing-listed.tsx'
import { PeekedLookup } from './peeked-lookup.tsx'
import type { SearchParams } from './read-filter.ts'
import type { Scope } from './scope.ts'
import { SeenRows } from './seen-rows.tsx'

interface HistoryListProps {
  readonly page: LookupPage
  /** The look-up in the drawer. */
  readonly peeked: LookupView | null
  readonly scope: Scope
  readonly connections: readonly ConnectionDescription[]
  readonly self: string
  readonly params: SearchParams
  readonly zone: Zone
}

/** A page of the history with its drawer, or why there are no rows. */
export function HistoryList({ page, peeked, scope, connections, self, params, zone }: HistoryListProps) {
  const { data, nextCursor } = page
  if (data.length === 0) return <NothingListed narrowed={isNarrowed(params)} scope={scope.words} />
  return (
    <>
      <PeekList
        title="Look-up"
        rows={data.map(({ id }) => ({ id, href: hrefOfLookup(id) }))}
        drawer={
          <PeekedLookup
            lookup={peeked}
            connection={connections.find(({ id }) => id === peeked?.connection)}
            zone={zone}
          />
        }
      >
        <SeenRows ids={data.map(({ id }) => id)} />
        <LookupTable
          lookups={data}
          labels={new Map(connections.map(({ id, label }) => [id, label]))}
          self={scope.own ? null : self}
          zone={zone}
        />
      </PeekList>
      <Pagination
        newest={params['cursor'] === undefined ? null : hrefOfList(params, null)}
        older={nextCursor === null ? null : hrefOfList(params, nextCursor)}
        shown={data.length}
      />
    </>
  )
}
