import { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { getEnv } from '#lib/env.ts'
import { readRuns } from './retention-store.ts'
import { retentionEveryHours } from './retention.ts'

/** One class of one run, as its event tells. */
export interface RunView {
  /** ISO 8601. */
  readonly at: string
  readonly class: 'evidence' | 'record'
  /** `begun` where the run has not ended, or was killed and goes on with the next. */
  readonly phase: 'begun' | 'done'
  readonly bound: string
  /** Decimal, by what was counted: evidence and cells, or lookups, exchanges, events and batches; and held. */
  readonly counts: Readonly<Record<string, string>>
}

export interface RetentionView {
  readonly evidenceMonths: number
  readonly recordYears: number
  /** The newest first. */
  readonly runs: readonly RunView[]
  /** ISO 8601; null while none has run yet. */
  readonly nextAt: string | null
}

const said = z.object({
  details: z.object({
    class: z.enum(['evidence', 'record']),
    phase: z.enum(['begun', 'done']),
    bound: z.string(),
    counts: z.record(z.string(), z.string()),
  }),
})

const mostRead = 40
const mostShown = 8

/** How long things are kept, what the last runs dropped, and when the next one is due. */
export async function listRetention(actor: Actor): Promise<RetentionView> {
  await assertCan(actor, 'evidence.erase')
  const { RETENTION_EVIDENCE_MONTHS, RETENTION_RECORD_YEARS } = getEnv()
  const rows = await readRuns(mostRead)
  const told = rows.map(({ recordedAt, canon }) => ({
    at: recordedAt,
    ...said.parse(JSON.parse(canon)).details,
  }))
  // What an ended run began with is told by its end.
  const ended = new Set(told.flatMap((run) => (run.phase === 'done' ? [`${run.class} ${run.bound}`] : [])))
  const runs = told.filter((run) => run.phase === 'done' || !ended.has(`${run.class} ${run.bound}`))
  const last = runs[0]?.at
  return {
    evidenceMonths: RETENTION_EVIDENCE_MONTHS,
    recordYears: RETENTION_RECORD_YEARS,
    runs: runs.slice(0, mostShown),
    nextAt:
      last === undefined ? null : new Date(Date.parse(last) + retentionEveryHours * 3_600_000).toISOString(),
  }
}
