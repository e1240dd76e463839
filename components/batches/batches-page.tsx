import { FileUp, Layers, SearchX } from 'lucide-react'
import Link from 'next/link'
import { EmptyState } from '#components/empty-state.tsx'
import { FilterBar } from '#components/filter-bar/filter-bar.tsx'
import { NotListed } from '#components/list/not-listed.tsx'
import type { SearchParams } from '#components/lookups/read-filter.ts'
import { SeenRows } from '#components/lookups/seen-rows.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { Pagination } from '#components/pagination.tsx'
import { PeekList } from '#components/peek/peek-list.tsx'
import { Button } from '#components/ui/button.tsx'
import { getZone } from '#components/zone.ts'
import type { Actor } from '#lib/access/actor.ts'
import { settle } from '#lib/access/perform.ts'
import { listBatches } from '#lib/batches/list.ts'
import { batchStates, findBatch } from '#lib/batches/view.ts'
import { listConnections } from '#lib/connections/describe.ts'
import { lookByState } from './batch-look.ts'
import { BatchOutline, BatchTable } from './batch-table.tsx'
import { hrefOfBatch, hrefWith } from './href.ts'
import { PeekedBatch } from './peeked-batch.tsx'
import { readBatchFilter } from './read-batch-filter.ts'

interface BatchesPageProps {
  readonly actor: Actor
  readonly params: SearchParams
}

const pageSize = 25

/** Everybody's batches, as the query of the page narrows them. */
export async function BatchesPage({ actor, params }: BatchesPageProps) {
  const peek = typeof params['peek'] === 'string' ? params['peek'] : null
  const [zone, read] = await Promise.all([
    getZone(),
    settle(async () => {
      const [page, peeked, connections] = await Promise.all([
        listBatches(actor, readBatchFilter(params), pageSize),
        peek === null ? null : findBatch(actor, peek),
        listConnections(actor),
      ])
      return { page, peeked, connections }
    }),
  ])
  const newest = hrefWith('/batches', params, { cursor: null })
  return (
    <>
      <PageHeader
        title="Batches"
        description="Thousands of questions at once, from a file, a paste or a filter, the newest first."
        actions={<NewBatch />}
      />
      <FilterBar fields={fields} bare="by" placeholder="state:running by:me" />
      {read.ok ? (
        <Listed {...read.data} self={actor.id} params={params} zone={zone} newest={newest} />
      ) : (
        <NotListed problem={read.problem} newest={newest} denied={<BatchOutline />} fields={fields} />
      )}
    </>
  )
}

interface ListedProps {
  readonly page: Awaited<ReturnType<typeof listBatches>>
  readonly peeked: Awaited<ReturnType<typeof findBatch>>
  readonly connections: Awaited<ReturnType<typeof listConnections>>
  readonly self: string
  readonly params: SearchParams
  readonly zone: Awaited<ReturnType<typeof getZone>>
  readonly newest: ReturnType<typeof hrefWith>
}

function Listed({ page, peeked, connections, self, params, zone, newest }: ListedProps) {
  const { data, nextCursor } = page
  if (data.length === 0) return <Nothing narrowed={fields.some(({ param }) => params[param])} />
  return (
    <>
      <PeekList
        title="Batch"
        rows={data.map(({ id }) => ({ id, href: hrefOfBatch(id) }))}
        drawer={<PeekedBatch batch={peeked} connections={connections} zone={zone} />}
      >
        <SeenRows ids={data.map(({ id }) => id)} />
        <BatchTable batches={data} self={self} zone={zone} />
      </PeekList>
      <Pagination
        newest={params['cursor'] === undefined ? null : newest}
        older={nextCursor === null ? null : hrefWith('/batches', params, { cursor: nextCursor })}
        shown={data.length}
      />
    </>
  )
}

function Nothing({ narrowed }: { readonly narrowed: boolean }) {
  if (narrowed)
    return (
      <EmptyState
        icon={SearchX}
        title="No batch matches this filter"
        action={
          <Button asChild size="sm" variant="outline">
            <Link href="/batches">Clear the filter</Link>
          </Button>
        }
      >
        We looked through everybody’s batches.
      </EmptyState>
    )
  return (
    <EmptyState icon={Layers} title="No batch yet" action={<NewBatch />}>
      Drop a file of up to 100,000 transactions, read what will happen before it happens, start it and close
      the laptop. Later you download the same file with the answers beside each row.
    </EmptyState>
  )
}

function NewBatch() {
  return (
    <Button asChild size="sm">
      <Link href="/batches/new" aria-keyshortcuts="n" title="New batch (n)">
        <FileUp /> New batch
      </Link>
    </Button>
  )
}

const fields = [
  {
    param: 'state',
    word: 'state',
    label: 'State',
    values: batchStates.map((state) => ({ value: state, label: lookByState[state].word })),
  },
  { param: 'by', word: 'by', label: 'Brought by' },
]
