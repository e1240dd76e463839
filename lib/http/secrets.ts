import { makeNeedle, type Needle } from './spelling.ts'

/** Access tokens come and go; each that is still searched for costs a pass over every body. */
const mostKept = 50

/** The secrets of a connection, ready to be searched for. */
export class Secrets {
  readonly #configured: ReadonlyMap<string, Needle>
  readonly #kept = new Map<string, Needle>()

  constructor(configured: readonly string[]) {
    this.#configured = new Map(needlesOf(configured))
  }

  /** Searches for this value too from now on; of values learnt at run time, for the 50 told most recently. */
  keep(value: string): void {
    if (this.#configured.has(value)) return
    const needle = this.#kept.get(value) ?? makeNeedle(value)
    if (!needle) return
    this.#kept.delete(value)
    this.#kept.set(value, needle)
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= mostKept) break
      this.#kept.delete(oldest)
    }
  }

  get needles(): readonly Needle[] {
    return [...this.#configured.values(), ...this.#kept.values()]
  }
}

function needlesOf(values: readonly string[]): [string, Needle][] {
  return values.flatMap((value): [string, Needle][] => {
    const needle = makeNeedle(value)
    return needle ? [[value, needle]] : []
  })
}
