import { keepRunning, type KeptRunning } from './keep-running.ts'
import type { Running } from './running.ts'

/** The running parts of a desk, in the order in which they were started. */
export interface Parts {
  /** Adds a part that runs and keeps it running. `restart` gets the part that died. */
  keep<Part extends Running>(name: string, part: Part, restart: (last: Part) => Promise<Part>): Part
  /** Adds what is left to do when all parts have stopped. */
  finally(work: () => Promise<void>): void
  /** Resolves with what happened when a part cannot be kept running. */
  readonly gaveUp: Promise<string>
  /** Stops them one after the other, the last one first: nobody outlives what it needs. */
  stop(): Promise<void>
  kill(): void
}

/** No parts yet. `report` gets a line whenever one dies or runs again; the first pause before that doubles. */
export function createParts(report: (text: string) => void, firstPauseMs = 250): Parts {
  const kept: KeptRunning[] = []
  const afterwards: (() => Promise<void>)[] = []
  const { promise: gaveUp, resolve } = Promise.withResolvers<string>()
  return {
    keep: (name, part, restart) => {
      const keeping = keepRunning(name, part, () => restart(part), report, firstPauseMs)
      kept.push(keeping)
      void keeping.gaveUp.then(resolve)
      return part
    },
    finally: (work) => afterwards.push(work),
    gaveUp,
    stop: async () => {
      for (const part of kept.toReversed()) await part.stop()
      for (const work of afterwards) await work()
    },
    kill: () => {
      for (const part of kept) part.kill()
    },
  }
}
