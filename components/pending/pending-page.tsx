import { type CheckAction, CheckAsBatch } from '#components/batches/check-as-batch.tsx'
import { findHindrance } from '#components/batches/hindrance.ts'
import { hrefWith } from '#components/batches/href.ts'
import { countOf } from '#components/batches/progress-words.ts'
import { FilterBar } from '#components/filter-bar/filter-bar.tsx'
import type { Zone } from '#components/format-time.ts'
import { NotListed } from '#components/list/not-listed.tsx'
import { hrefOfLookup } from '#components/lookups/href.ts'
import { PeekedLookup } from '#components/lookups/peeked-lookup.tsx'
import type { SearchParams } from '#components/lookups/read-filter.ts'
import { SeenRows } from '#components/lookups/seen-rows.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { Pagination } from '#components/pagination.tsx'
import { PeekList } from '#components/peek/peek-list.tsx'
import { getZone } from '#components/zone.ts'
import type { Actor } from '#lib/access/actor.ts'
import { settle } from '#lib/access/perform.ts'
import { type ConnectionDescription, listConnections } from '#lib/connections/describe.ts'
import type { LookupView } from '#lib/lookups/public.ts'
import { findLookup } from '#lib/lookups/read.ts'
import { type PendingFilter, usualPeriod } from '#lib/pending/filter.ts'
import { listPending, type PendingPage as Listed } from '#lib/pending/list.ts'
import { listFilterFields, wordsByPeriod } from './filter-fields.ts'
import { NothingOpen } from './nothing-open.tsx'
import { OpenLines } from './open-lines.tsx'
import { OpenOutline, OpenTable } from './open-table.tsx'
import { readPendingFilter } from './read-pending-filter.ts'

interface PendingPageProps {
  readonly actor: Actor
  readonly params: SearchParams
  /** Makes a batch of all that the filter finds. */
  readonly check: CheckAction<PendingFilter>
}

const pageSize = 50

/** What is open, how old and how much, as the query of the page narrows it. */
export async function PendingPage({ actor, params, check }: PendingPageProps) {
  const [zone, connections] = await Promise.all([getZone(), listConnections(actor)])
  const peek = typeof params['peek'] === 'string' ? params['peek'] : null
  const read = await settle(async () => {
    const filter = readPendingFilter(params)
    const [page, peeked] = await Promise.all([
      listPending(actor, filter, pageSize),
      peek === null ? null : findLookup(actor, peek),
    ])
    return { filter, page, peeked }
  })
  const fields = listFilterFields({ connections })
  return (
    <>
      <PageHeader
        title="Pending"
        description={read.ok && describe(read.data.page, read.data.filter)}
        actions={
          read.ok && (
            <CheckAsBatch
              filter={withoutCursor(read.data.filter)}
              check={check}
              hindrance={findHindrance(actor, read.data.page.count === 0)}
            />
          )
        }
      />
      <FilterBar
        fields={fields}
        bare="transactionId"
        placeholder="A transaction id, or age:>3d currency:EUR"
      />
      {read.ok ? (
        <Open {...read.data} connections={connections} self={actor.id} params={params} zone={zone} />
      ) : (
        <NotListed
          problem={read.problem}
          newest={hrefWith('/pending', params, { cursor: null })}
          denied={<OpenOutline />}
          fields={fields}
        />
      )}
    </>
  )
}

interface OpenProps {
  readonly filter: PendingFilter
  readonly page: Listed
  /** The look-up in the drawer. */
  readonly peeked: LookupView | null
  readonly connections: readonly ConnectionDescription[]
  readonly self: string
  readonly params: SearchParams
  readonly zone: Zone
}

function Open({ filter, page, peeked, connections, self, params, zone }: OpenProps) {
  const { lines, data, nextCursor } = page
  const { asked = usualPeriod, order, cursor, ...narrowing } = filter
  if (data.length === 0) {
    const narrowed = Object.keys(narrowing).length > 0 || cursor !== undefined
    return <NothingOpen narrowed={narrowed} within={wordsByPeriod[asked]} />
  }
  const labels = new Map(connections.map(({ id, label }) => [id, label]))
  return (
    <>
      <OpenLines lines={lines} labels={labels} params={params} zone={zone} />
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
        <OpenTable rows={data} labels={labels} self={self} zone={zone} />
      </PeekList>
      <Pagination
        newest={cursor === undefined ? null : hrefWith('/pending', params, { cursor: null })}
        older={nextCursor === null ? null : hrefWith('/pending', params, { cursor: nextCursor })}
        shown={data.length}
        from={order === 'newest' ? 'newest' : 'oldest'}
      />
    </>
  )
}

/** What was looked at, and in which order it stands. */
function describe({ count }: Listed, { asked = usualPeriod, order }: PendingFilter): string {
  const within = `asked about within ${wordsByPeriod[asked]}`
  if (count === 0) return `No transaction ${within} is open by the last word of its provider.`
  const first = order === 'newest' ? 'the newest first' : 'the oldest first'
  const are = count === 1 ? 'is' : 'are'
  return `${countOf(count, 'transaction')} ${within} ${are} open by the last word of their provider, ${first}.`
}

/** From whatever page of the list. */
function withoutCursor({ cursor: _, ...filter }: PendingFilter): PendingFilter {
  return filter
}
