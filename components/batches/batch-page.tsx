import { NotListed } from '#components/list/not-listed.tsx'
import type { SearchParams } from '#components/lookups/read-filter.ts'
import { PageHeader } from '#components/page-header.tsx'
import { getZone } from '#components/zone.ts'
import type { Actor } from '#lib/access/actor.ts'
import { can } from '#lib/access/capabilities.ts'
import { settle } from '#lib/access/perform.ts'
import { readBatchProgress } from '#lib/api/batch-progress.ts'
import { findItem } from '#lib/batches/items.ts'
import { listSchedules } from '#lib/batches/schedule.ts'
import type { BatchView } from '#lib/batches/view.ts'
import { listConnections } from '#lib/connections/describe.ts'
import { findLookup } from '#lib/lookups/read.ts'
import type { ExportActions } from '#components/audit/export-links.tsx'
import type { BatchActing } from './acting.ts'
import { BatchLive } from './batch-live.tsx'
import { hrefWith } from './href.ts'
import { PeekedItem } from './peeked-item.tsx'
import { readItemFilter } from './read-batch-filter.ts'
import { ResultsPart } from './results-part.tsx'
import { type ScheduleActions, SchedulePart } from './schedule-part.tsx'
import { TotalsPart } from './totals-part.tsx'

export interface BatchPageActions extends ExportActions, ScheduleActions, BatchActing {}

interface BatchPageProps {
  readonly actor: Actor
  readonly batch: BatchView
  readonly params: SearchParams
  readonly actions: BatchPageActions
}

/** A batch that was started: how far it is, and what came of its rows. */
export async function BatchPage({ actor, batch, params, actions }: BatchPageProps) {
  const [zone, read] = await Promise.all([getZone(), settle(() => readParts(actor, batch, params))])
  if (!read.ok) {
    return (
      <>
        <PageHeader title={batch.name} />
        <NotListed
          problem={read.problem}
          newest={hrefWith(`/batches/${batch.id}`, params, { cursor: null })}
          denied={null}
        />
      </>
    )
  }
  const { initial, connections, schedules, item, lookup } = read.data
  const { allowExport, confirmPassword, schedule, unschedule, ...acting } = actions
  const { progress, state, id } = initial.batch
  // A list that was discarded has no rows.
  const wasAsked = state !== 'awaiting_approval' && progress.rows > 0
  return (
    <BatchLive
      initial={initial}
      connections={connections}
      params={params}
      zone={zone}
      self={actor.id}
      mayApprove={can(actor, 'action.approve')}
      acting={acting}
      downloads={
        wasAsked && (
          <div
            // What comes from the server into several children is taken for a list there.
            key="downloads"
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2"
          >
            <ResultsPart
              batchId={id}
              state={state}
              rows={{ all: progress.rows, faults: progress.faults }}
              allowExport={allowExport}
              confirmPassword={confirmPassword}
            />
            {state !== 'cancelled' && (
              <SchedulePart
                batchId={id}
                schedules={schedules}
                zone={zone}
                schedule={schedule}
                unschedule={unschedule}
              />
            )}
          </div>
        )
      }
      totals={
        wasAsked && (
          <TotalsPart
            key="totals"
            actor={actor}
            batchId={id}
            rows={progress.rows}
            connections={connections}
            params={params}
            zone={zone}
          />
        )
      }
      drawer={
        <PeekedItem
          key="drawer"
          columns={batch.columns}
          item={item}
          lookup={lookup}
          connections={connections}
          zone={zone}
        />
      }
    />
  )
}

async function readParts(actor: Actor, { id }: BatchView, params: SearchParams) {
  const filter = readItemFilter(params)
  const peek = typeof params['peek'] === 'string' && /^\d{1,7}$/.test(params['peek']) ? params['peek'] : null
  const [initial, connections, schedules, item] = await Promise.all([
    readBatchProgress(actor, id, filter),
    listConnections(actor),
    listSchedules(actor, id),
    peek === null ? null : findItem(actor, id, Number(peek)),
  ])
  const lookup = item === null || item.lookupId === null ? null : await findLookup(actor, item.lookupId)
  return { initial, connections, schedules, item, lookup }
}
