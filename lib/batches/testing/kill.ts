import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { actorOf } from '#lib/lookups/testing/desk.ts'
import { dripId, drips } from './drips.ts'
import { makeRunning, type MadeRow } from './make-batch.ts'
import { reckon } from './reckon.ts'

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
  readonly seconds: number
  /** Rows that are not done, or have no outcome. */
  readonly unended: number
  /** Rows that ended so: they were asked four times, and killed each time or timed out. */
  readonly interrupted: number
  /** Look-ups without exactly one accepted outcome; rows with two accepted answers. */
  readonly withoutOne: number
  readonly answeredTwice: number
  /** Calls that the simulator saw beyond what the look-ups stand for that were committed before. */
  readonly callsWithoutIntent: number
  /** Times that rows were asked once more, and no fault is recorded that is worth it, nor were they under way at a kill. */
  readonly askedTooOften: number
  readonly askedForKill: number
  readonly askedForFault: number
  readonly calls: number
  /** Kills at which a part of a reply had come. */
  readonly killsHalfRead: number
}

/**
 * Asks about a batch of rows at a connection of GR8 Tech by processes that are killed with SIGKILL at a point, so many times,
 * then by one that is not, and reckons up. `simulator` is where its calls can be read.
 */
export async function killThroughBatch(options: {
  readonly point: KillPoint
  readonly rows: number
  readonly kills: number
  readonly simulator: string
  readonly connection?: string
}): Promise<KillReport> {
  const { point, rows, kills: wanted, simulator, connection = 'gr8-demo' } = options
  const startedMs = performance.now()
  const withDrips = point === 'half_read'
  const made = Array.from({ length: rows }, (_, n): MadeRow => {
    const transactionId = withDrips && drips(n) ? dripId(n) : `sc-ok-${point}-${n}`
    return { connection, input: { playerId: `p-${n % 11}`, transactionId } }
  })
  const batchId = await makeRunning(actorOf('finance'), made)
  const kills: number[] = []
  // Some end by themselves when little is left.
  for (let run = 0; kills.length < wanted && run < wanted * 3; run += 1) {
    const died = await runLanes([batchId, simulator, point, nthOf(point, rows / (wanted + 5))])
    if (died) kills.push(Date.now())
  }
  await runLanes([batchId, simulator, '', 1])
  const seconds = Math.round((performance.now() - startedMs) / 1_000)
  return { point, kills: kills.length, rows, seconds, ...(await reckon(batchId, kills, simulator)) }
}

/** By when about so many rows are done. */
function nthOf(point: KillPoint, rows: number): number {
  const most: Record<KillPoint, number> = {
    claimed: 3,
    intended: 3,
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
async function runLanes(options: readonly (string | number)[]): Promise<boolean> {
  const child = spawn(process.execPath, ['lib/batches/testing/dying-lane.ts', ...options.map(String)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code, signal] = await once(child, 'exit')
  if (signal !== 'SIGKILL' && code !== 0) throw new Error(`A process ended with ${code ?? signal}.`)
  return signal === 'SIGKILL'
}
