import { setTimeout as delay } from 'node:timers/promises'
import type { Running } from './running.ts'

export interface KeptRunning {
  /** Resolves with what happened when it cannot be kept running. */
  readonly gaveUp: Promise<string>
  stop(): Promise<void>
  kill(): void
}

const longestPauseMs = 5000
/** What ran this long was sound, and its failures are counted from the start again. */
const soundMs = 30_000
const mostFailures = 6

/** Keeps something running: whenever it dies it is started again, after a pause that grows while it keeps dying. */
export function keepRunning(
  name: string,
  running: Running,
  restart: () => Promise<Running>,
  report: (text: string) => void,
  firstPauseMs: number,
): KeptRunning {
  const stopping = new AbortController()
  let current: Running | null = running

  const watch = async () => {
    for (let failures = 0; ;) {
      const startedAt = Date.now()
      let problem = `${name} ${await running.exited}`
      if (Date.now() - startedAt > soundMs) failures = 0
      current = null
      while (current === null) {
        if (stopping.signal.aborted) return null
        failures += 1
        if (failures > mostFailures) return `${problem}, for the ${failures}th time in a row.`
        const pauseMs = Math.min(firstPauseMs * 2 ** (failures - 1), longestPauseMs)
        report(`${problem}; starting it again in ${pauseMs / 1000} s`)
        await delay(pauseMs, undefined, { signal: stopping.signal }).catch(() => {})
        if (stopping.signal.aborted) return null
        try {
          running = current = await restart()
          report(`${name} runs again`)
        } catch (error) {
          problem = String(error)
        }
      }
      // Told to stop while it was starting.
      if (stopping.signal.aborted) await running.stop()
    }
  }

  const watching = watch()
  return {
    gaveUp: new Promise((resolve) => void watching.then((text) => text !== null && resolve(text))),
    stop: async () => {
      stopping.abort()
      await current?.stop()
      await watching
    },
    kill: () => current?.kill(),
  }
}
