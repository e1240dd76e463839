import { hash } from 'node:crypto'
import { mostRows } from './intake/limits.ts'

/** Twice as many places as rows, and a power of two. */
const places = 262_144
const words = 4

/**
 * Finds questions that were there before in a list, by 128 bits of a digest: 5 MB, however long the list is. In SQL the
 * same took seconds and more: while rows come in the planner knows nothing of them, and compared each with all.
 */
export class Duplicates {
  readonly #digests = new Uint32Array(places * words)
  /** From 1; 0 is a free place. */
  readonly #firsts = new Uint32Array(places)
  #count = 0

  /** The ordinal of the first row that asks the same; null when this is the first. */
  findOrAdd(ordinal: number, connectionId: string, input: Readonly<Record<string, string>>): number | null {
    const digest = hash('sha256', JSON.stringify([connectionId, Object.entries(input)]), 'buffer')
    const wanted = Array.from({ length: words }, (_, at) => digest.readUInt32LE(at * 4))
    for (let place = digest.readUInt32LE(16) % places; ; place = (place + 1) % places) {
      const first = this.#firsts[place] ?? 0
      if (first === 0) {
        if (this.#count === mostRows) throw new RangeError(`A list has at most ${mostRows} rows.`)
        this.#count += 1
        this.#firsts[place] = ordinal + 1
        this.#digests.set(wanted, place * words)
        return null
      }
      if (wanted.every((word, at) => this.#digests[place * words + at] === word)) return first - 1
    }
  }
}
