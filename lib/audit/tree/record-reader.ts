/** A stretch of rows that Postgres wrote with record_send: for each field its type, its length (-1 for null), its bytes. */
export class RecordReader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  /** Whether there is another row; steps over its head. */
  nextRow(): boolean {
    if (this.#at >= this.#bytes.length) return false
    this.#at += 4
    return true
  }

  bytes(): Buffer | null {
    const length = this.#bytes.readInt32BE(this.#at + 4)
    this.#at += 8
    if (length < 0) return null
    this.#at += length
    return this.#bytes.subarray(this.#at - length, this.#at)
  }

  text(): string | null {
    return this.bytes()?.toString('utf8') ?? null
  }

  /** An int8, also that of an xid8. */
  bigint(): bigint {
    this.#at += 16
    return this.#bytes.readBigInt64BE(this.#at - 8)
  }

  /** An int8 that counts leaves. */
  number(): number {
    return Number(this.bigint())
  }
}
