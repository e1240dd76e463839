/** A run of evenly spaced slots, as the database gave it. Times are milliseconds since 1970 by its clock. */
export interface SlotBlock {
  readonly slotMs: number
  readonly slots: number
  readonly nowMs: number
  /** By this process's clock, when the block came. */
  readonly cameMs: number
}

/** A slot may be used so much late, or later by as much as slots are apart. */
const latestMs = 30
/** So few of a second's slots, missed, may be used whenever: one in so many. */
const keptOf = 500
/** Of so many blocks the one that came fastest says how the clocks differ. */
const blocksCompared = 100

/**
 * The time slots that this process holds for calls of a connection. One that was missed is let go, not used late; but
 * where thousands a second are allowed, so many are missed between two calls that a few of them are kept.
 */
export class Slots {
  readonly #spacingMs: number
  readonly #lateMs: number
  readonly #mostKept: number
  #kept = 0
  /** Times of the next slot of each block by this process's clock, and how many slots are left in it. */
  #blocks: { at: number; left: number }[] = []
  #offsets: number[] = []

  constructor(perSecond: number) {
    this.#spacingMs = 1000 / perSecond
    this.#lateMs = Math.max(latestMs, this.#spacingMs)
    this.#mostKept = Math.floor(perSecond / keptOf)
  }

  /** Each answer took some time to come; the least of them is nearest to how far the clocks are apart. */
  add({ slotMs, slots, nowMs, cameMs }: SlotBlock): void {
    this.#offsets = [...this.#offsets, cameMs - nowMs].slice(-blocksCompared)
    if (slots > 0) this.#blocks.push({ at: slotMs + Math.min(...this.#offsets), left: slots })
  }

  /** How long until the next slot, 0 when it is there; null without one. */
  next(nowMs: number): number | null {
    this.#dropMissed(nowMs)
    if (this.#kept > 0) return 0
    const [first] = this.#blocks
    return first ? Math.max(0, first.at - nowMs) : null
  }

  /** Uses the next slot. */
  take(): void {
    if (this.#kept > 0) {
      this.#kept -= 1
      return
    }
    const [first] = this.#blocks
    if (!first) throw new Error('There is no slot to take.')
    first.at += this.#spacingMs
    first.left -= 1
  }

  /** How many are left that can still be used. */
  left(nowMs: number): number {
    this.#dropMissed(nowMs)
    return this.#blocks.reduce((all, { left }) => all + left, this.#kept)
  }

  #dropMissed(nowMs: number): void {
    for (const block of this.#blocks) {
      const missed = Math.ceil((nowMs - this.#lateMs - block.at) / this.#spacingMs)
      const dropped = Math.min(block.left, Math.max(0, missed))
      block.at += dropped * this.#spacingMs
      block.left -= dropped
      this.#kept = Math.min(this.#mostKept, this.#kept + dropped)
    }
    if (this.#blocks.some(({ left }) => left === 0))
      this.#blocks = this.#blocks.filter(({ left }) => left > 0)
  }
}
