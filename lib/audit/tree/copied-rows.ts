import { once } from 'node:events'
import type { Sql } from '#db/client.ts'

/** The limit of a statement holds only until its first row. */
const longestMs = 60_000
const blockLength = 131_072

/**
 * The rows of a query in Postgres's binary COPY format: a third of what the same rows take as messages with hexadecimal
 * bytes. They are all held, so the query has to have a limit. Parameters cannot be bound to it.
 */
export async function copyRows(sql: Sql, query: string): Promise<CopiedRows> {
  const stream = await sql.unsafe(`copy (${query}) to stdout (format binary)`).readable()
  const full: Buffer[] = []
  let block = Buffer.allocUnsafeSlow(blockLength)
  let used = 0
  // Put together as they come: kept as thousands of pieces, they take the garbage collector as long as reading them does.
  // Listened to, not iterated: postgres.js would pause its socket, and leave it paused where the rows end with it.
  stream.on('data', (piece: Buffer) => {
    if (used + piece.length > block.length) {
      full.push(block.subarray(0, used))
      block = Buffer.allocUnsafeSlow(Math.max(blockLength, piece.length))
      used = 0
    }
    block.set(piece, used)
    used += piece.length
  })
  await once(stream, 'end', { signal: AbortSignal.timeout(longestMs) })
  return new CopiedRows(Buffer.concat([...full, block.subarray(0, used)]))
}

const headLength = 19

/** A copy of rows for another thread, and the marks that both of them see. */
export interface SharedRows {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly marks: Uint8Array
}

/** Copied rows, field by field. What it gives shares their memory. */
export class CopiedRows {
  readonly #bytes: Buffer
  readonly #marks: Uint8Array
  readonly #view: DataView
  /** Where each row begins. */
  readonly #rows: number[] = []
  /** Where the fields of one row begin, behind their lengths: of the row that was asked for last. */
  readonly #starts: number[] = []
  #startsOf = -1

  /** `marks` are those of the same rows in another thread. */
  constructor(bytes: Buffer, marks?: Uint8Array) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    for (let at = headLength; this.#view.getInt16(at) >= 0; at = this.#passRow(at)) this.#rows.push(at)
    this.#marks = marks ?? new Uint8Array(new SharedArrayBuffer(this.#rows.length))
  }

  /** What another thread makes the same rows of. Memory that is shared whole is not freed until long after. */
  share(): SharedRows {
    return { bytes: new Uint8Array(this.#bytes), marks: this.#marks }
  }

  /** Whether a thread has marked a row, which all of them see. */
  isMarked(row: number): boolean {
    return Atomics.load(this.#marks, row) === 1
  }

  mark(row: number): void {
    Atomics.store(this.#marks, row, 1)
  }

  get count(): number {
    return this.#rows.length
  }

  bytes(row: number, column: number): Buffer | null {
    const start = this.#startOf(row, column)
    const length = this.#view.getInt32(start - 4)
    return length < 0 ? null : this.#bytes.subarray(start, start + length)
  }

  text(row: number, column: number, encoding: 'utf8' | 'latin1'): string | null {
    const start = this.#startOf(row, column)
    const length = this.#view.getInt32(start - 4)
    return length < 0 ? null : this.#bytes.toString(encoding, start, start + length)
  }

  /** An int8, also that of an xid8 or a timestamptz. */
  bigint(row: number, column: number): bigint {
    return this.#view.getBigInt64(this.#startOf(row, column))
  }

  /** An int8 that counts leaves. */
  number(row: number, column: number): number {
    return Number(this.bigint(row, column))
  }

  #startOf(row: number, column: number): number {
    if (row !== this.#startsOf) {
      const begin = this.#rows[row]
      if (begin === undefined) throw new RangeError(`There is no row ${row}.`)
      this.#passRow(begin)
      this.#startsOf = row
    }
    return this.#starts[column] ?? 0
  }

  /** Notes where the fields of a row begin; gives where the next row does. */
  #passRow(begin: number): number {
    const fields = this.#view.getInt16(begin)
    let at = begin + 2
    for (let field = 0; field < fields; field += 1) {
      at += 4
      this.#starts[field] = at
      at += Math.max(0, this.#view.getInt32(at - 4))
    }
    return at
  }
}
