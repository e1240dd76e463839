import { type CheckAction, CheckAsBatch } from '#components/batches/check-as-batch.tsx'
import { findHindrance } from '#components/batches/hindrance.ts'
import { FilterBar } from '#components/filter-bar/filter-bar.tsx'
import { NotListed } from '#components/list/not-listed.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { getZone } from '#components/zone.ts'
import type { Actor } from '#lib/access/actor.ts'
import { can } from '#lib/access/capabilities.ts'
import { settle } from '#lib/access/perform.ts'
import { listConnections } from '#lib/connections/describe.ts'
import { listAskers } from '#lib/lookups/askers.ts'
import { type LookupFilter, listLookups } from '#lib/lookups/list.ts'
import { findLookup } from '#lib/lookups/read.ts'
import { listFilterFields } from './filter-fields.ts'
import { HistoryList } from './history-list.tsx'
import { hrefOfList } from './href.ts'
import { listOpen } from './list-open.ts'
import { LookupOutline } from './lookup-table.tsx'
import { OpenRows } from './open-rows.tsx'
import { readFilter, type SearchParams } from './read-filter.ts'
import { describeScope } from './scope.ts'

interface LookupsPageProps {
  readonly actor: Actor
  readonly params: SearchParams
  /** Makes a batch of all that the filter finds. */
  readonly check: CheckAction<LookupFilter>
}

const pageSize = 50

/** The history of look-ups, as the query of the page narrows it. */
export async function LookupsPage({ actor, params, check }: LookupsPageProps) {
  const [zone, connections, askers] = await Promise.all([
    getZone(),
    listConnections(actor),
    settle(async () => (can(actor, 'audit.read') ? listAskers(actor) : [])),
  ])
  const known = { connections, askers: askers.ok ? askers.data : [] }
  const peek = typeof params['peek'] === 'string' ? params['peek'] : null
  const read = await settle(async () => {
    const filter = readFilter(params, zone)
    const [page, peeked] = await Promise.all([
      listLookups(actor, filter, pageSize),
      peek === null ? null : findLookup(actor, peek),
    ])
    return { filter, page, peeked, scope: describeScope(actor, filter, known.askers) }
  })
  const open = read.ok ? listOpen(read.data.page.data) : []
  const fields = listFilterFields(known)
  return (
    <>
      <PageHeader
        title="Look-ups"
        description={read.ok && `Shows ${read.data.scope.words}, ${read.data.scope.order}.`}
        actions={
          read.ok && (
            <>
              {open.length > 0 && <OpenRows ids={open} />}
              <CheckAsBatch
                filter={withoutCursor(read.data.filter)}
                check={check}
                hindrance={findHindrance(actor, read.data.page.data.length === 0)}
              />
            </>
          )
        }
      />
      <FilterBar
        fields={fields}
        bare="transactionId"
        placeholder="A transaction id, or status:pending by:me"
      />
      {read.ok ? (
        <HistoryList {...read.data} connections={connections} self={actor.id} params={params} zone={zone} />
      ) : (
        <NotListed
          problem={read.problem}
          newest={hrefOfList(params, null)}
          denied={<LookupOutline />}
          fields={fields}
        />
      )}
    </>
  )
}

/** From whatever page of the list. */
function withoutCursor({ cursor: _, ...filter }: LookupFilter): LookupFilter {
  return filter
}
