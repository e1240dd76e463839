import { systemActor } from '#lib/access/actor.ts'
import { rolesWith } from '#lib/access/capabilities.ts'
import { writeEvent } from '#lib/audit/write.ts'
import { composeEvent } from '#lib/audit/writer.ts'
import { newTimeId } from '#lib/time-id.ts'
import {
  countOpenToChange,
  findCurrentRole,
  insertRun,
  markEnded,
  readLiveSchedules,
  type ScheduleRow,
} from './schedule-store.ts'

/** What no provider settles in a month is for people; a schedule that nobody minds must not ask for ever. */
const longestDays = 30

/**
 * Lets schedules run that are due and ends those that are done, each in one statement, so that any number of processes
 * may do it. The workers find the rows of a new run by themselves.
 */
export async function sweepSchedules(): Promise<void> {
  for (const schedule of await readLiveSchedules()) await move(schedule)
}

async function move(schedule: ScheduleRow): Promise<void> {
  const { latestState } = schedule
  if (latestState === 'cancelled') return end(schedule, 'Its last run was cancelled.')
  // A run that goes on, or was paused, is not overtaken.
  if (latestState !== 'finished') return
  const rows = await countOpenToChange(schedule.latestId)
  if (rows === 0) return end(schedule, 'Every row is final.')
  if (Date.parse(schedule.nextAt) > Date.now()) return
  if (Date.now() - Date.parse(schedule.madeAt) > longestDays * 86_400_000)
    return end(schedule, `It ran for ${longestDays} days, and ${rows} rows are not final.`)
  if (!(await mayRun(schedule.madeBy))) return end(schedule, 'Who made it may run no batches any more.')
  await run(schedule, rows)
}

async function run({ id, latestId }: ScheduleRow, rows: number): Promise<void> {
  const newId = newTimeId()
  const event = composeEvent(sweeper, { kind: 'batch.schedule_ran', scheduleId: id, batchId: newId, rows })
  await writeEvent(event, () => insertRun({ scheduleId: id, latestId, newId, rows }, event))
}

async function end({ id }: ScheduleRow, why: string): Promise<void> {
  const event = composeEvent(sweeper, { kind: 'batch.schedule_ended', scheduleId: id, why })
  await writeEvent(event, () => markEnded(id, why, event))
}

const sweeper = systemActor('schedules')

/** The command line is whoever holds the database; anybody else must still be allowed what they set going. */
async function mayRun(actorId: string): Promise<boolean> {
  if (actorId.startsWith('cli:')) return true
  const role = await findCurrentRole(actorId)
  return role !== null && rolesWith('batch.run').includes(role)
}
