/** What a vendor remembers of a question, so that an answer can change with time or with asking. */
export type Recall = {
  /** 1 the first time. */
  nth: number
  sinceFirstMs: number
  /** Epoch ms of the first time. */
  firstAt: number
}

const keptQuestions = 50_000

export class Memory {
  readonly #asked = new Map<string, { times: number; firstAt: number }>()

  recall(provider: string, id: string, now = Date.now()): Recall {
    const key = `${provider} ${id}`
    const known = this.#asked.get(key)
    if (known) {
      known.times += 1
      return { nth: known.times, sinceFirstMs: now - known.firstAt, firstAt: known.firstAt }
    }
    const oldest = this.#asked.size >= keptQuestions ? this.#asked.keys().next().value : undefined
    if (oldest !== undefined) this.#asked.delete(oldest)
    this.#asked.set(key, { times: 1, firstAt: now })
    return { nth: 1, sinceFirstMs: 0, firstAt: now }
  }

  forget(): void {
    this.#asked.clear()
  }
}
