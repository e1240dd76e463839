import { Worker } from 'node:worker_threads'
import type { CopiedRows } from '#lib/audit/tree/copied-rows.ts'

/**
 * A thread that looks at events beside the verifier: each batch from its end, while the verifier comes from its beginning.
 * It marks what is sound and says nothing else: what it did not get to, or would find fault with, the verifier looks at, so
 * that nothing depends on it but the time that is taken.
 */
export class SecondThread {
  readonly #unsignedThrough: bigint
  #batches = 0
  #isOver = false
  #thread: Worker | null = null

  constructor(unsignedThrough: bigint) {
    this.#unsignedThrough = unsignedThrough
  }

  look(rows: CopiedRows): void {
    this.#batches += 1
    // Starting it takes as long as the first batch does.
    if (this.#batches === 1 || rows.count === 0 || this.#isOver) return
    this.#thread ??= this.#start()
    const shared = rows.share()
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- it is a thread, which has none
    this.#thread.postMessage(shared, [shared.bytes.buffer])
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // A batch may still be on its way.
    this.#isOver = true
    await this.#thread?.terminate()
  }

  #start(): Worker {
    const thread = new Worker(new URL('./inspect-from-end.ts', import.meta.url), {
      workerData: this.#unsignedThrough,
      execArgv: [],
    })
    thread.unref()
    // Without it the verifier looks at everything.
    thread.on('error', () => {})
    return thread
  }
}
