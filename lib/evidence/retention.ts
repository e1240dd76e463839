import { openSql, type Sql } from '#db/pool.ts'
import { systemActor } from '#lib/access/actor.ts'
import type { RetentionRun } from '#lib/audit/evidence-event.ts'
import { recordEvent } from '#lib/audit/record.ts'
import { digestKeptEvents, findYoungerInHead } from '#lib/audit/verify/held.ts'
import { getEnv } from '#lib/env.ts'
import { getLog } from '#lib/log.ts'
import { countDueBatches, countDueCells, dropBatches, dropCells } from './retention-lists-store.ts'
import {
  countDueEvidence,
  countDueRecord,
  dropEvidence,
  dropRecord,
  isRetentionDue,
  readBound,
  readLeavesBefore,
  readSpanningWriters,
  takeRetentionLock,
} from './retention-store.ts'

const retention = systemActor('retention')

/** How often retention runs. */
export const retentionEveryHours = 24

/** Clocks differ by seconds; what counts in months is counted in the database's time zone. */
const clockSlackMs = 24 * 60 * 60_000

export interface RetentionOptions {
  /** Rows of one statement: each holds back a new legal hold for as long as it takes. */
  readonly batchSize?: number
}

/** To be called again and again: runs retention the first time, and then whenever none has ended for a day. */
export function openRetention(): () => Promise<void> {
  let first = true
  return async () => {
    await runRetention({}, first ? 0 : retentionEveryHours)
    first = false
  }
}

/**
 * Drops what has been kept for as long as it is to be kept, class by class, in small batches, unless a hold is on it.
 * Says what is due before the first batch, and what was dropped after the last. Does nothing while another process
 * does, or when a run has ended within `withinHours`. Killed at any point, the next run goes on.
 */
export async function runRetention(
  { batchSize = 500 }: RetentionOptions = {},
  withinHours = 0,
): Promise<void> {
  const sql = openSql('statusdesk_app', 1)
  try {
    if (!(await takeRetentionLock(sql))) return
    if (withinHours > 0 && !(await isRetentionDue(sql, withinHours))) return
    await dropOldEvidence(sql, batchSize)
    await dropOldRecord(sql, batchSize)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

async function dropOldEvidence(sql: Sql, batchSize: number): Promise<void> {
  const bound = await getBound(sql, getEnv().RETENTION_EVIDENCE_MONTHS)
  const due = await countDueEvidence(sql, bound)
  const ofCells = await countDueCells(sql, bound)
  const held = due.held + ofCells.held
  const run = { class: 'evidence', bound, leaves: 0, writers: [], keptSha256: null } as const
  let evidence = 0
  let cells = 0
  if (due.due > 0 || ofCells.due > 0) {
    await record({ ...run, phase: 'begun', counts: { evidence: due.due, cells: ofCells.due, held } })
    for (let dropped = 1; dropped > 0; evidence += dropped)
      dropped = await dropEvidence(sql, bound, batchSize)
    for (let dropped = 1; dropped > 0; cells += dropped) dropped = await dropCells(sql, bound, batchSize * 10)
  }
  await record({ ...run, phase: 'done', counts: { evidence, cells, held } })
}

async function dropOldRecord(sql: Sql, batchSize: number): Promise<void> {
  const bound = await getBound(sql, getEnv().RETENTION_RECORD_YEARS * 12)
  const told = await readLeavesBefore(sql, bound)
  // Concurrent events are sealed in another order than they were recorded in, and the database may say anything.
  const leaves = (await findYoungerInHead(sql, bound, told))?.leaf ?? told
  const { lookups, events, held } = await countDueRecord(sql, bound, leaves)
  const batches = await countDueBatches(sql, bound, leaves)
  const run = {
    class: 'record',
    bound,
    leaves,
    writers: await readSpanningWriters(sql, bound, leaves),
  } as const
  const total = { lookups: 0, exchanges: 0, events: 0, batches: 0 }
  if (lookups > 0 || events > 0 || batches > 0) {
    await record({ ...run, phase: 'begun', keptSha256: null, counts: { lookups, events, batches, held } })
    for (;;) {
      const dropped = await dropRecord(sql, bound, leaves, batchSize)
      if (dropped.lookups + dropped.exchanges + dropped.events === 0) break
      total.lookups += dropped.lookups
      total.exchanges += dropped.exchanges
      total.events += dropped.events
    }
    for (;;) {
      const dropped = await dropBatches(sql, bound, leaves, batchSize * 10)
      if (dropped.batches + dropped.rows === 0) break
      total.batches += dropped.batches
    }
  }
  const keptSha256 = await digestKeptEvents(sql, bound, leaves)
  await record({ ...run, phase: 'done', keptSha256, counts: { ...total, held } })
}

/**
 * The database's word, unless its clock is ahead of this process's: with that its owner could have anything dropped, and
 * the desk would vouch for it. Throws then.
 */
async function getBound(sql: Sql, months: number): Promise<string> {
  const bound = await readBound(sql, months)
  const own = new Date()
  own.setUTCMonth(own.getUTCMonth() - months)
  if (Date.parse(bound) - own.getTime() > clockSlackMs)
    throw new Error(
      `The clock of the database is ahead of the desk's by more than a day: nothing is dropped.`,
    )
  return bound
}

async function record(run: Omit<RetentionRun, 'kind'>): Promise<void> {
  await recordEvent(retention, { kind: 'retention.run', ...run })
  getLog().info(run, 'retention')
}
