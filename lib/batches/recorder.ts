import { subjectsOfCall } from '#lib/evidence/exchange.ts'
import { openKeys } from '#lib/evidence/keys.ts'
import { nameOfSubject } from '#lib/evidence/subject.ts'
import { getLog } from '#lib/log.ts'
import { type CallOutcomes, recordOutcomes } from '#lib/lookups/record.ts'
import type { HeldItem } from './claim.ts'
import { insertBatchOutcomes, type ItemOutcome } from './engine-store.ts'
import { type BackOff, judgeOutcome } from './worth-asking-again.ts'

/** An answered call with the rows that it was about, in order. */
export interface AnsweredCall {
  readonly call: CallOutcomes
  readonly held: readonly HeldItem[]
}

interface Parts {
  readonly batchId: string
  readonly run: string
  readonly backOff: BackOff
  /** Told of rows whose outcome is recorded, or could not be. */
  readonly release: (held: readonly HeldItem[]) => void
  readonly at: (point: 'recording' | 'recorded') => void
}

/** Together with what came in while so many milliseconds passed, or as soon as so many rows are there. */
const gatherMs = 200
const gatherRows = 200
const mostAtOnce = 2
/** Answers that are not recorded yet take memory. */
const mostUnrecorded = 2_000

/** Records answers as they come, many in one statement. */
export class Recorder {
  readonly #parts: Parts
  #gathered: AnsweredCall[] = []
  #rows = 0
  #unrecorded = 0
  #timer: NodeJS.Timeout | null = null
  readonly #writing = new Set<Promise<void>>()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Whether more answers should rather not come in for now. */
  get isFull(): boolean {
    return this.#unrecorded >= mostUnrecorded
  }

  add(answered: AnsweredCall): void {
    this.#gathered.push(answered)
    this.#rows += answered.held.length
    this.#unrecorded += answered.held.length
    if (this.#rows >= gatherRows) this.#write()
    else this.#timer ??= setTimeout(() => this.#write(), gatherMs)
  }

  /** Resolves when at least one of the writes under way has ended. */
  async wait(): Promise<void> {
    await Promise.race(this.#writing)
  }

  /** Resolves when everything that was added is recorded. */
  async flush(): Promise<void> {
    while (this.#unrecorded > 0) {
      this.#write()
      await this.wait()
    }
  }

  #write(): void {
    // What comes in meanwhile goes with the next.
    if (this.#writing.size >= mostAtOnce || this.#rows === 0) return
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    const answered = this.#gathered
    const rows = this.#rows
    this.#gathered = []
    this.#rows = 0
    const writing = this.#record(answered).finally(() => {
      this.#writing.delete(writing)
      this.#unrecorded -= rows
      if (this.#rows >= gatherRows) this.#write()
      else if (this.#rows > 0) this.#timer ??= setTimeout(() => this.#write(), gatherMs)
    })
    this.#writing.add(writing)
  }

  async #record(answered: readonly AnsweredCall[]): Promise<void> {
    const { release, at } = this.#parts
    try {
      at('recording')
      await this.#recordTogether(answered)
      at('recorded')
    } catch (error) {
      if (answered.length > 1) {
        // One that the database refuses must not cost the others their answers.
        for (const one of answered) await this.#record([one])
        return
      }
      getLog().error({ err: error, batch: this.#parts.batchId }, 'Answers of a batch could not be recorded')
    }
    release(answered.flatMap(({ held }) => held))
  }

  async #recordTogether(answered: readonly AnsweredCall[]): Promise<void> {
    const { batchId } = this.#parts
    const calls = answered.map(({ call }) => call)
    const subjects = calls.flatMap(({ connectionId, asked }) =>
      subjectsOfCall(
        connectionId,
        asked.map(({ subject }) => subject),
      ),
    )
    const distinct = [...new Map(subjects.map((subject) => [nameOfSubject(subject), subject])).values()]
    const items = answered.flatMap((one) => this.#itemsOf(one))
    await recordOutcomes(
      calls,
      () => openKeys(distinct),
      (rows, late) => insertBatchOutcomes(batchId, rows, late, items),
    )
  }

  #itemsOf({ call, held }: AnsweredCall): readonly ItemOutcome[] {
    const { run, backOff } = this.#parts
    return held.flatMap(({ item }, index) => {
      const outcome = call.outcomes[index]
      if (!outcome) return []
      const { again, counted } = judgeOutcome(outcome, call)
      const { ordinal, attempt, asked } = item
      return [
        { lookup_id: outcome.lookup.id, ordinal, attempt, run, again, counted, wait_ms: backOff(asked) },
      ]
    })
  }
}
