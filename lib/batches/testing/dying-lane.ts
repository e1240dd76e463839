import { closeSql } from '#db/client.ts'
import { closeConnections } from '#lib/connections/open.ts'
import { type LanePoint, runLane } from '../lane.ts'
import { sweepBatches } from '../sweep.ts'
import { drips } from './kill.ts'

/**
 * A process that works on the lanes of a batch as the worker does, and is killed when it has come to a point for the
 * nth time; `half_read` is when a part of a reply has come. Without a point it goes on until nothing is open.
 */
const [point = '', nth = '1'] = process.argv.slice(2)
let times = 0

const at = (reached: LanePoint, ordinal?: number) => {
  if (point === 'half_read') {
    // Three bytes of a reply come in that time, and never the whole.
    if (reached === 'sending' && ordinal !== undefined && drips(ordinal) && count()) setTimeout(die, 350)
  } else if (reached === point && count()) {
    if (reached === 'sending') setTimeout(die, 15)
    else die()
  }
}

const signal = new AbortController().signal
for (;;) {
  const lanes = await sweepBatches()
  if (lanes.length === 0) break
  const shiftMs = point === 'acknowledging' ? 150 : 5_000
  await Promise.all(lanes.map((lane) => runLane(lane, { signal, at, shiftMs, backOff: () => 5 })))
}
await closeConnections()
await closeSql()

function count(): boolean {
  times += 1
  return times === Number(nth)
}

function die() {
  process.kill(process.pid, 'SIGKILL')
}
