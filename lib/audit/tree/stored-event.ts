import type { CopiedRows } from './copied-rows.ts'
import type { LeafContent } from './leaf.ts'

/** Columns of an event that are copies of what stands in its canonical bytes. */
export const copiedColumns = [
  'writer_id',
  'writer_seq',
  'kind',
  'actor_id',
  'object_type',
  'object_id',
  'lookup_id',
  'transaction_id',
  'player_id',
  'result',
  'reason',
  'ip',
  'connection_id',
] as const

/** What has to be copied, in this order: what the leaf is made of, the leaf, and the copies as text. */
export const eventColumns = `id, xid, recorded_at, db_role, canon, mac, payload_sha256, leaf_hash,
  ${copiedColumns.map((column) => `${column}::text`).join(', ')}`
const copiesFrom = 8

/** Postgres counts from 2000. */
const microsTo2000 = BigInt(Date.UTC(2000)) * 1000n

/**
 * An event as its row holds it. It is a place in the bytes of its batch, and makes of them what it is asked for: values of
 * all columns of a batch at once would keep the garbage collector busier than the verifier is.
 */
export class StoredEvent implements LeafContent {
  readonly #rows: CopiedRows
  readonly #row: number

  constructor(rows: CopiedRows, row: number) {
    this.#rows = rows
    this.#row = row
  }

  get id(): bigint {
    return this.#rows.bigint(this.#row, 0)
  }

  get xid(): bigint {
    return this.#rows.bigint(this.#row, 1)
  }

  get recordedAtMicros(): bigint {
    return this.#rows.bigint(this.#row, 2) + microsTo2000
  }

  get dbRole(): Buffer {
    return this.#rows.bytes(this.#row, 3) ?? empty
  }

  get canon(): Buffer {
    return this.#rows.bytes(this.#row, 4) ?? empty
  }

  get mac(): Buffer {
    return this.#rows.bytes(this.#row, 5) ?? empty
  }

  get payloadSha256(): Buffer | null {
    return this.#rows.bytes(this.#row, 6)
  }

  get leafHash(): Buffer {
    return this.#rows.bytes(this.#row, 7) ?? empty
  }

  /** Whether its row was found to be sound before. */
  get isFoundSound(): boolean {
    return this.#rows.isMarked(this.#row)
  }

  noteSound(): void {
    this.#rows.mark(this.#row)
  }

  /** The text of the column at a place among copiedColumns; as latin1, one character for each of its bytes. */
  copy(at: number, encoding: 'utf8' | 'latin1'): string | null {
    return this.#rows.text(this.#row, copiesFrom + at, encoding)
  }
}

const empty = Buffer.alloc(0)
