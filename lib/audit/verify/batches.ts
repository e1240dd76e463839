import type { Sql } from '#db/client.ts'
import { type CopiedRows, copyRows } from '#lib/audit/tree/copied-rows.ts'

/** Things in order, read in batches, the next one while this one is worked on. */
export class Feed<Item> {
  readonly #read: (after: Item | null) => Promise<readonly Item[]>
  #batch: readonly Item[] = []
  #at = 0
  /** The last one of the batches before. */
  #before: Item | null = null
  #next: Promise<readonly Item[]>

  constructor(read: (after: Item | null) => Promise<readonly Item[]>) {
    this.#read = read
    this.#next = begin(read(null))
  }

  /** The next one without waiting, when it is there already. */
  ready(): Item | undefined {
    return this.#batch[this.#at]
  }

  /** The next one, which stays; null behind the last. */
  async peek(): Promise<Item | null> {
    if (this.#at >= this.#batch.length) this.#take(await this.#next)
    return this.#batch[this.#at] ?? null
  }

  /** The next one as it is now: it may not have been there yet when its batch was read. */
  async peekAgain(): Promise<Item | null> {
    this.#take(await this.#read(this.#batch[this.#at - 1] ?? this.#before))
    return this.#batch[0] ?? null
  }

  /** Steps over the one that was given. */
  skip(): void {
    this.#at += 1
  }

  #take(batch: readonly Item[]): void {
    this.#before = this.#batch[this.#at - 1] ?? this.#before
    this.#batch = batch
    this.#at = 0
    const last = batch.at(-1)
    this.#next = last === undefined ? Promise.resolve([]) : begin(this.#read(last))
  }
}

/** A leaf as the sealer noted it: a place in the bytes of its batch. */
export class StoredSeal {
  readonly #rows: CopiedRows
  readonly #row: number

  constructor(rows: CopiedRows, row: number) {
    this.#rows = rows
    this.#row = row
  }

  get leafIndex(): number {
    return this.#rows.number(this.#row, 0)
  }

  get eventId(): bigint {
    return this.#rows.bigint(this.#row, 1)
  }

  get leafHash(): Buffer {
    return this.#rows.bytes(this.#row, 2) ?? empty
  }

  get mac(): Buffer {
    return this.#rows.bytes(this.#row, 3) ?? empty
  }
}

/** The seals after a place, at most so many. */
export async function readSeals(sql: Sql, afterIndex: number, most: number): Promise<readonly StoredSeal[]> {
  const rows = await copyRows(
    sql,
    `select leaf_index, event_id, leaf_hash, mac from audit.seal where leaf_index > ${afterIndex} order by leaf_index limit ${most}`,
  )
  return Array.from({ length: rows.count }, (_, row) => new StoredSeal(rows, row))
}

/** A checkpoint as the database holds it. */
export interface StoredCheckpoint {
  readonly id: string
  readonly treeSize: number
  readonly root: Buffer
  readonly note: string
}

/** The database's checkpoints after one, by size. */
export async function readCheckpoints(
  sql: Sql,
  after: StoredCheckpoint | null,
  most: number,
): Promise<readonly StoredCheckpoint[]> {
  return sql<StoredCheckpoint[]>`
    select id::text, tree_size::float8 as "treeSize", root, note from audit.checkpoint
    where (tree_size, audit.checkpoint.id) > (${after?.treeSize ?? -1}, ${after?.id ?? '0'})
    order by tree_size, audit.checkpoint.id limit ${most}`
}

const empty = Buffer.alloc(0)

// A batch that nobody comes to ask for must not end the process when it fails.
function begin<Value>(reading: Promise<Value>): Promise<Value> {
  reading.catch(() => {})
  return reading
}
