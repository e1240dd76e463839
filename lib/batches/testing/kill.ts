import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { getSql } from '#db/client.ts'
import { actorOf } from '#lib/lookups/testing/desk.ts'
import { makeRunning, type MadeRow } from './make-batch.ts'

/** Where workers are killed, by the words of the lane. */
export const killPoints = [
  'claimed',
  'intended',
  'sending',
  'half_read',
  'received',
  'recording',
  'recorded',
  'acknowledging',
] as const
export type KillPoint = (typeof killPoints)[number]

/** What stands there of a batch whose workers were killed, against what the simulator saw. */
export interface KillReport {
  readonly point: KillPoint
  readonly kills: number
  readonly rows: number
  /** Rows that are not done, or have no outcome. */
  readonly unended: number
  readonly interrupted: number
  /** Look-ups without exactly one accepted outcome; rows with two accepted answers. */
  readonly withoutOne: number
  readonly answeredTwice: number
  /** Calls that the simulator saw beyond the committed look-ups of their row. */
  readonly callsWithoutIntent: number
  /** Rows asked more often than once, and once more for each time that they were interrupted or a fault came back. */
  readonly askedTooOften: number
  readonly calls: number
}

/** One row in so many has a reply that comes a byte at a time, and is never whole in time. */
const dripEvery = 97

/** Whether the reply for a row comes a byte at a time. */
export function drips(ordinal: number): boolean {
  return ordinal % dripEvery === 3
}

/**
 * Asks about a batch of rows at `gr8-demo` by processes that are killed with SIGKILL at a point, so many times, then by one
 * that is not, and reckons up. `simulator` is where its calls can be read.
 */
export async function killThroughBatch(options: {
  readonly point: KillPoint
  readonly rows: number
  readonly kills: number
  readonly simulator: string
  readonly onKill?: (nth: number) => void
}): Promise<KillReport> {
  const { point, rows, kills, simulator, onKill } = options
  await fetch(`${simulator}/_simulator/calls`, { method: 'DELETE' })
  const withDrips = point === 'half_read'
  const made = Array.from({ length: rows }, (_, n): MadeRow => {
    const scenario = withDrips && drips(n) ? 'sc-drip' : 'sc-ok'
    const transactionId = `${scenario}-${point}-${n}`
    return { connection: 'gr8-demo', input: { playerId: `p-${n % 11}`, transactionId } }
  })
  const batchId = await makeRunning(actorOf('finance'), made)
  let killed = 0
  // Some end by themselves when little is left.
  for (let run = 0; killed < kills && run < kills * 3; run += 1) {
    const died = await runLanes(point, nthOf(point, rows / (kills + 5)))
    if (!died) continue
    killed += 1
    onKill?.(killed)
  }
  await runLanes('', 1)
  return { point, kills: killed, rows, ...(await reckon(batchId, simulator)) }
}

/** By when about so many rows are done. */
function nthOf(point: KillPoint, rows: number): number {
  const most: Record<KillPoint, number> = {
    claimed: 2,
    intended: 2,
    sending: rows,
    half_read: 1,
    received: rows,
    recording: 2,
    recorded: 2,
    acknowledging: 1,
  }
  return 1 + Math.floor(Math.random() * most[point])
}

/** Gives whether it was killed. */
async function runLanes(point: KillPoint | '', nth: number): Promise<boolean> {
  const child = spawn(process.execPath, ['lib/batches/testing/dying-lane.ts', point, String(nth)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code, signal] = await once(child, 'exit')
  if (signal !== 'SIGKILL' && code !== 0) throw new Error(`A process ended with ${code ?? signal}.`)
  return signal === 'SIGKILL'
}

async function reckon(batchId: string, simulator: string) {
  const sql = getSql()
  const rows = await sql<
    {
      transactionId: string
      state: string
      outcome: string | null
      lookups: number
      interrupted: number
      faults: number
      answers: number
      drip: boolean
    }[]
  >`
    select i.transaction_id as "transactionId", i.state, i.outcome, l.lookups, l.interrupted, l.faults,
      l.answers,
      i.transaction_id like 'sc-drip%' as drip
    from batch_item i cross join lateral (
      select count(*)::int as lookups, count(*) filter (where o.outcome = 'interrupted')::int as interrupted,
        count(*) filter (where o.outcome = 'fault')::int as faults,
        count(*) filter (where o.outcome in ('answered', 'absent'))::int as answers
      from lookup l join lookup_outcome o on o.lookup_id = l.id and not o.late
      where l.request_id = i.batch_id and l.ordinal = i.ordinal) l
    where i.batch_id = ${batchId}`
  const [without] = await sql<{ count: number }[]>`
    select count(*)::int as count from lookup l where l.request_id = ${batchId}
      and (select count(*) from lookup_outcome o where o.lookup_id = l.id and not o.late) <> 1`
  const answer = await fetch(`${simulator}/_simulator/calls?provider=gr8-tech`)
  const { calls }: { calls: readonly { transactionIds: readonly string[] }[] } = await answer.json()
  const seen = Map.groupBy(
    calls.flatMap(({ transactionIds }) => transactionIds),
    (id) => id,
  )
  const times = (id: string) => seen.get(id)?.length ?? 0
  return {
    unended: rows.filter(({ state, outcome }) => state !== 'done' || outcome === null).length,
    interrupted: rows.filter(({ outcome }) => outcome === 'interrupted').length,
    withoutOne: without?.count ?? 0,
    answeredTwice: rows.filter(({ answers }) => answers > 1).length,
    // The way out may repeat a call of a look-up whose reply broke off.
    callsWithoutIntent: rows.filter(
      ({ transactionId, lookups, drip }) => times(transactionId) > lookups * (drip ? 3 : 1),
    ).length,
    askedTooOften: rows.filter(
      ({ lookups, interrupted, faults, answers }) => lookups > interrupted + faults + Math.min(1, answers),
    ).length,
    calls: calls.length,
  }
}
