/** Shows what is being done and how long it took. */
export interface Steps {
  /** Runs a step; what it gives is shown as its result. */
  run<Value>(name: string, work: () => Promise<Value>, describe: (value: Value) => string): Promise<Value>
  note(text: string): void
}

/** Steps on a terminal, where a line is rewritten, or in a log, where each is written when it is done. */
export function showSteps(out: NodeJS.WriteStream): Steps {
  return {
    run: async (name, work, describe) => {
      const startedAt = Date.now()
      const seconds = () => `${((Date.now() - startedAt) / 1000).toFixed(1)} s`
      const label = name.padEnd(12)
      const show = () => out.write(`\r\u001b[K  … ${label} ${seconds()}`)
      const ticker = out.isTTY ? setInterval(show, 200) : null
      // In a log a line that a long step has begun; a short one's end says enough.
      const begun = out.isTTY ? null : setTimeout(() => out.write(`  … ${label}\n`), 1500)
      const clear = () => {
        if (ticker) clearInterval(ticker)
        if (begun) clearTimeout(begun)
        if (out.isTTY) out.write('\r\u001b[K')
      }
      try {
        const value = await work()
        clear()
        out.write(`  ✓ ${label} ${describe(value)} (${seconds()})\n`)
        return value
      } catch (error) {
        clear()
        out.write(`  ✗ ${label} (${seconds()})\n`)
        throw error
      }
    },
    note: (text) => out.write(`  · ${text}\n`),
  }
}

/** Steps that nobody watches. */
export const silentSteps: Steps = { run: (_name, work) => work(), note: () => {} }
