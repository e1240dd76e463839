import { getSql } from '#db/client.ts'
import type { EventRow } from '#lib/audit/writer.ts'
import { type RunResult, runResult } from './run-result.ts'

/** A run of the verifier, as pages show it. */
export interface VerificationRun {
  readonly id: string
  readonly startedBy: string
  readonly startedByName: string
  /** ISO 8601. */
  readonly startedAt: string
  /** Sealed events gone through, of how many when it began. */
  readonly done: number
  readonly total: number
  /** Somebody asked for its end. */
  readonly cancelling: boolean
  /** Not heard of for so long that the process that ran it must be gone. */
  readonly silent: boolean
  readonly finishedAt: string | null
  readonly result: RunResult | null
}

/** How long a run may be silent, in seconds: it says something every half second. */
const longestSilenceSeconds = 20

/** The newest run; null before there was any. */
export async function readLatestRun(): Promise<VerificationRun | null> {
  const [row] = await getSql()<(Omit<VerificationRun, 'result'> & { readonly result: unknown })[]>`
    select r.id, r.started_by as "startedBy", coalesce(p.name, r.started_by) as "startedByName",
      iso(r.started_at) as "startedAt", r.done::float8 as done, r.total::float8 as total,
      r.cancelled_at is not null as cancelling,
      r.finished_at is null and r.seen_at < clock_timestamp() - make_interval(secs => ${longestSilenceSeconds}) as silent,
      iso(r.finished_at) as "finishedAt", r.result
    from verification_run r left join person p on p.id = r.started_by
    order by r.started_at desc limit 1`
  return row ? { ...row, result: row.result === null ? null : runResult.parse(row.result) } : null
}

/** Begins a run. False, and nothing is written, while another one runs. */
export async function insertRun(id: string, startedBy: string): Promise<boolean> {
  const rows = await getSql()`
    insert into verification_run (id, started_by, total) select ${id}, ${startedBy}, tree_size from audit.frontier
    on conflict do nothing returning id`
  return rows.length > 0
}

/** Says how far a run is. True when it is to be ended: somebody asked for that, or it was given up meanwhile. */
export async function updateRun(id: string, done: number): Promise<boolean> {
  const [row] = await getSql()<{ cancelling: boolean }[]>`
    update verification_run set done = ${done}, seen_at = clock_timestamp()
    where id = ${id} and finished_at is null returning cancelled_at is not null as cancelling`
  return row?.cancelling ?? true
}

/** Asks for the end of a run. False when it has ended. */
export async function cancelRun(id: string): Promise<boolean> {
  const rows = await getSql()`
    update verification_run set cancelled_at = coalesce(cancelled_at, clock_timestamp())
    where id = ${id} and finished_at is null returning id`
  return rows.length > 0
}

/** Ends a run, with its event, in one statement. False, and nothing is written, when it has ended already. */
export async function finishRun(id: string, result: RunResult, event: EventRow): Promise<boolean> {
  return finish(id, result, null, event)
}

/** Ends a run of which nothing is heard any more. False when something is, or when it has ended. */
export async function finishSilentRun(id: string, result: RunResult, event: EventRow): Promise<boolean> {
  return finish(id, result, longestSilenceSeconds, event)
}

async function finish(id: string, result: RunResult, silentSeconds: number | null, event: EventRow) {
  const [row] = await getSql()<{ finished: boolean }[]>`
    select finish_verification(${id}, ${JSON.stringify(result)}::text::jsonb,
      make_interval(secs => ${silentSeconds}::float8), ${JSON.stringify([event])}::text::jsonb) as finished`
  return row?.finished === true
}
