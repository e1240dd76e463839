import { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { findActorNames } from '#lib/access/store.ts'
import { writeEvent, writeEvents } from '#lib/audit/write.ts'
import { composeEvent } from '#lib/audit/writer.ts'
import { getConnections } from '#lib/connections/open.ts'
import { isUuid, newTimeId } from '#lib/time-id.ts'
import { checkReason } from './control.ts'
import {
  countOpenToChange,
  hasInputs,
  insertSchedule,
  markEnded,
  readSchedules,
  type ScheduleRow,
} from './schedule-store.ts'
import { mostRowsUnapproved } from './start.ts'
import { type BatchRow, readBatch } from './view-store.ts'

export const scheduleInput = z.strictObject({
  batchId: z.uuid('must be the id of a batch'),
  everyHours: z.int().min(1, 'must be 1 at least').max(168, 'must be 168 at most, a week'),
  reason: z.string(),
})

/** A list that is asked again every so many hours. */
export interface ScheduleView {
  readonly id: string
  readonly batchId: string
  readonly batchName: string
  readonly everyHours: number
  readonly reason: string
  readonly madeBy: string
  readonly madeByName: string
  /** ISO 8601, as all times. */
  readonly madeAt: string
  /** When it runs next; null when it has ended. */
  readonly nextAt: string | null
  readonly endedAt: string | null
  readonly endedWhy: string | null
  readonly runs: number
  readonly latestId: string
}

/**
 * Has the list of a batch asked again every so many hours, until all of its rows are final. Each run is a batch of its
 * own that holds the whole list; what is final keeps its answer and is not asked. Throws `denied`, `not_found`,
 * `invalid` and `conflict` problems.
 */
export async function scheduleBatch(
  actor: Actor,
  { batchId, everyHours, reason: given }: z.output<typeof scheduleInput>,
): Promise<{ readonly id: string; readonly nextAt: string }> {
  await assertCan(actor, 'batch.run', { type: 'batch', id: batchId })
  const batch = await readBatch(batchId)
  if (!batch) throw new ProblemError({ kind: 'not_found', message: 'There is no such batch.' })
  const reason = checkReason(given)
  if (!['running', 'paused', 'finished'].includes(batch.state)) throw conflict(notStarted)
  await refuseSecrets(batchId)
  await wantSecondPerson(actor, batch)

  const id = newTimeId()
  const event = composeEvent(actor, { kind: 'batch.scheduled', scheduleId: id, batchId, everyHours, reason })
  const nextAt = await writeEvents(
    [event],
    () => insertSchedule({ id, batchId, everyHours, reason, by: actor.id }, event),
    (at) => (at === null ? [event] : []),
  )
  if (nextAt === null) throw conflict('This list has a schedule already. End that first.')
  return { id, nextAt }
}

/** Ends a schedule: what runs goes on, nothing new begins. Throws `denied`, `not_found` and `conflict` problems. */
export async function endSchedule(actor: Actor, id: string): Promise<void> {
  await assertCan(actor, 'batch.run', { type: 'batch_schedule', id })
  const why = `Ended by hand by ${actor.name}.`
  const event = composeEvent(actor, { kind: 'batch.schedule_ended', scheduleId: id, why })
  const ended = isUuid(id) && (await writeEvent(event, () => markEnded(id, why, event)))
  if (!ended) throw conflict('There is no such schedule, or it has ended already.')
}

/** Everybody's schedules, the newest first; or those that a batch began, or is a run of. */
export async function listSchedules(
  actor: Actor,
  batchId: string | null = null,
): Promise<readonly ScheduleView[]> {
  await assertCan(actor, 'batch.run')
  if (batchId !== null && !isUuid(batchId)) return []
  const rows = await readSchedules(batchId)
  const names = await findActorNames([...new Set(rows.map(({ madeBy }) => madeBy))])
  return rows.map((row) => toView(row, names))
}

function toView(row: ScheduleRow, names: ReadonlyMap<string, string>): ScheduleView {
  const { latestState: _, nextAt, ...shared } = row
  return {
    ...shared,
    madeByName: names.get(row.madeBy) ?? row.madeBy,
    nextAt: row.endedAt === null ? nextAt : null,
  }
}

/** As for starting it: so many rows are two people's business, and whoever started it was the first. */
async function wantSecondPerson(actor: Actor, { id, startedBy }: BatchRow): Promise<void> {
  if ((await countOpenToChange(id)) <= mostRowsUnapproved) return
  await assertCan(actor, 'action.approve', { type: 'batch', id })
  if (actor.id === startedBy) throw conflict(twoPeople)
}

/** Session tokens live for minutes, and are not kept for longer than the batch needs them. */
async function refuseSecrets(batchId: string): Promise<void> {
  for (const { id, adapter } of getConnections().byId.values()) {
    const names = adapter.inputs.filter(({ secret }) => secret).map(({ name }) => name)
    if (await hasInputs(batchId, id, names)) throw conflict(holdsSecrets)
  }
}

function conflict(message: string): ProblemError {
  return new ProblemError({ kind: 'conflict', message })
}

const notStarted = 'Only a list that was started can be asked again by a schedule.'
const twoPeople = `More than ${mostRowsUnapproved.toLocaleString('en')} rows would be asked: somebody else than who started the batch must schedule it.`
const holdsSecrets =
  'Rows of this list are asked with session tokens, which expire and are not kept. It cannot be scheduled.'
