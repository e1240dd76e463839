import { EventEmitter } from 'node:events'
import { getSql } from '#db/client.ts'
import { once } from '#lib/once.ts'

const relistenMs = 1_000

/**
 * Waits until `isComplete` gives something, looking again whenever an outcome of one of the boards is recorded,
 * by any process, or `holdMs` passed; then gives null. The database tells; nothing is asked in between.
 */
export async function waitForOutcomes<Result>(
  boardIds: readonly string[],
  holdMs: number,
  isComplete: () => Promise<Result | null>,
): Promise<Result | null> {
  const { landed, ready } = getListener()
  await ready
  const until = performance.now() + holdMs
  let wake = () => {}
  let woken = false
  const onLanded = () => {
    woken = true
    wake()
  }
  for (const board of boardIds) landed.on(board, onLanded)
  try {
    for (;;) {
      woken = false
      const result = await isComplete()
      if (result !== null) return result
      const leftMs = until - performance.now()
      if (leftMs <= 0) return null
      if (woken) continue
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, leftMs)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  } finally {
    for (const board of boardIds) landed.off(board, onLanded)
  }
}

/** One listening connection per process; when it drops the driver listens anew. */
const getListener = () =>
  once('lookup listener', () => {
    const landed = new EventEmitter()
    landed.setMaxListeners(0)
    return { landed, ready: listen(landed) }
  })

async function listen(landed: EventEmitter): Promise<void> {
  try {
    await getSql().listen('lookup_outcome', (board) => landed.emit(board))
  } catch {
    // The database is away. Until it is back a reader looks again at the end of its hold.
    setTimeout(() => void listen(landed), relistenMs).unref()
  }
}
