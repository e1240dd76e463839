import { setTimeout as sleep } from 'node:timers/promises'
import { closeSql } from '#db/client.ts'
import { closeConnections } from '#lib/connections/open.ts'
import { findRunning } from '../engine-store.ts'
import { type LanePoint, runLane } from '../lane.ts'
import { sweepBatches } from '../sweep.ts'
import { dripId, drips } from './drips.ts'

/**
 * A process that works on the lanes of a batch as the worker does, and is killed when it has come to a point for the
 * nth time; `half_read` is when a part of a reply has come, as the simulator tells. Without a point it goes on until the batch
 * has ended.
 */
const [batchId = '', simulator = '', point = '', nth = '1'] = process.argv.slice(2)
let times = 0

const at = (reached: LanePoint, ordinal?: number) => {
  if (point === 'half_read') {
    if (reached === 'sending' && ordinal !== undefined && drips(ordinal) && count()) void dieHalfRead(ordinal)
  } else if (reached === point && count()) {
    if (reached === 'sending') setTimeout(die, 15)
    else die()
  }
}

const signal = new AbortController().signal
const shiftMs = point === 'acknowledging' ? 150 : 5_000
for (;;) {
  const lanes = (await sweepBatches()).filter((lane) => lane.batchId === batchId)
  if ((await findRunning(batchId))?.state !== 'running') break
  await Promise.all(lanes.map((lane) => runLane(lane, { signal, at, shiftMs, backOff: () => 5 })))
  if (lanes.length === 0) await sleep(10)
}
await closeConnections()
await closeSql()

function count(): boolean {
  times += 1
  return times === Number(nth)
}

/** A byte comes every tenth of a second. */
async function dieHalfRead(ordinal: number): Promise<void> {
  const about = `${simulator}/_simulator/calls?transactionId=${dripId(ordinal)}`
  for (;;) {
    const { calls }: { calls: readonly { status: number | null; ending: string | null }[] } = await (
      await fetch(about)
    ).json()
    if (calls.some(({ status, ending }) => status !== null && ending === null)) break
    await sleep(50)
  }
  setTimeout(die, 250)
}

function die() {
  process.kill(process.pid, 'SIGKILL')
}
