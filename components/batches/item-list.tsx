import { SearchX } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { EmptyState } from '#components/empty-state.tsx'
import type { Zone } from '#components/format-time.ts'
import { hrefOfLookup } from '#components/lookups/href.ts'
import type { SearchParams } from '#components/lookups/read-filter.ts'
import { PeekList } from '#components/peek/peek-list.tsx'
import { Button } from '#components/ui/button.tsx'
import type { ItemPage } from '#lib/batches/items.ts'
import type { BatchView } from '#lib/batches/view.ts'
import type { ConnectionDescription } from '#lib/connections/describe.ts'
import { hrefWith } from './href.ts'
import { ItemPages } from './item-pages.tsx'
import { ItemTable } from './item-table.tsx'

interface ItemListProps {
  readonly batch: BatchView
  readonly items: ItemPage
  readonly connections: readonly ConnectionDescription[]
  readonly params: SearchParams
  readonly zone: Zone
  readonly drawer: ReactNode
}

const narrowings = ['show', 'connection', 'transaction'] as const

/** A page of the rows of a batch with its drawer, or why there are none. */
export function ItemList({ batch, items, connections, params, zone, drawer }: ItemListProps) {
  const path = `/batches/${batch.id}`
  const first = hrefWith(path, params, { cursor: null })
  const { data, nextCursor } = items
  if (data.length === 0)
    return (
      <EmptyState
        icon={SearchX}
        title="No row of this batch is so"
        action={
          <Button asChild size="sm" variant="outline">
            <Link href={params['cursor'] === undefined ? hrefWith(path, {}, {}) : first} scroll={false}>
              {params['cursor'] === undefined ? 'Show all rows' : 'To the first of them'}
            </Link>
          </Button>
        }
      >
        {narrowings.some((name) => params[name])
          ? 'We looked through every row of it, as it stands now. Ids must be whole.'
          : 'It has no rows.'}
      </EmptyState>
    )
  return (
    <>
      <PeekList
        title="Row"
        rows={data.map(({ ordinal, lookupId }) => ({
          id: String(ordinal),
          href:
            lookupId === null ? hrefWith(path, params, { peek: String(ordinal) }) : hrefOfLookup(lookupId),
        }))}
        drawer={drawer}
      >
        <ItemTable columns={batch.columns} items={data} connections={connections} zone={zone} />
      </PeekList>
      <ItemPages
        first={params['cursor'] === undefined ? null : first}
        next={nextCursor === null ? null : hrefWith(path, params, { cursor: nextCursor })}
        from={data[0]?.line ?? 0}
        to={data.at(-1)?.line ?? 0}
      />
    </>
  )
}
