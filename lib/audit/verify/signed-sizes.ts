import type { Sql } from '#db/pool.ts'
import { findSigner, openNote, type Verifier } from '#lib/audit/tree/note.ts'
import type { Tree } from '#lib/audit/tree/tree.ts'
import { Feed, readCheckpoints, type StoredCheckpoint } from './batches.ts'
import type { Outside } from './outside.ts'
import { type Fault, faultOf } from './result.ts'

/** The checkpoints outside and in the database, each beside the tree when it has grown to its size. */
export class SignedSizes {
  readonly #sql: Sql
  readonly #verifiers: readonly Verifier[]
  readonly #outside: Outside
  readonly #checkpoints: Feed<StoredCheckpoint>
  #next: StoredCheckpoint | null = null
  #outsideRoot: Buffer | null = null
  /** The last event that a good checkpoint vouches for. */
  #provenThrough: bigint | null = null

  private constructor(sql: Sql, verifiers: readonly Verifier[], outside: Outside) {
    this.#sql = sql
    this.#verifiers = verifiers
    this.#outside = outside
    this.#checkpoints = new Feed((last) => readCheckpoints(sql, last, 500))
  }

  static async open(sql: Sql, verifiers: readonly Verifier[], outside: Outside): Promise<SignedSizes> {
    const sizes = new SignedSizes(sql, verifiers, outside)
    sizes.#next = await sizes.#checkpoints.peek()
    return sizes
  }

  /** Whether a root was signed at this size. To be asked in growing order. */
  has(size: number): boolean {
    this.#outsideRoot = this.#outside.roots.rootAt(size)
    return this.#outsideRoot !== null || this.#next?.treeSize === size
  }

  /** Compares the roots signed at the size of the tree, which `has` one, with its own. */
  async inspect(tree: Tree, lastEventId: bigint): Promise<Fault | null> {
    const root = tree.root()
    const after = this.#provenThrough
    const range = `${after === null ? 'the beginning' : `event ${after}`} and event ${lastEventId}`
    const broken = async (text: string) =>
      faultOf(
        (await findSealed(this.#sql, after, tree.size)) ?? lastEventId,
        `between ${range} the record is not ${text}`,
      )
    if (this.#outsideRoot !== null && !this.#outsideRoot.equals(root))
      return broken(`the one whose root was signed at ${tree.size} leaves`)
    for (; this.#next?.treeSize === tree.size; await this.#step()) {
      const said = openNote(this.#next.note, this.#verifiers)
      if (!said && this.#outside.strangers.has(findSigner(this.#next.note) ?? '')) continue
      if (!said || said.size !== tree.size || !said.root.equals(this.#next.root))
        return faultOf(
          null,
          `the database's checkpoint of ${tree.size} leaves is not signed by the key given`,
        )
      if (!said.root.equals(root)) return broken(`the one of the checkpoint of ${tree.size} leaves`)
    }
    this.#provenThrough = lastEventId
    return null
  }

  /** What was signed and is behind the last leaf. */
  async inspectEnd(size: number): Promise<Fault | null> {
    const { largest } = this.#outside
    if (largest.size > size)
      return faultOf(
        null,
        `${largest.size - size} events are missing behind event ${this.#provenThrough ?? 'none'}: a checkpoint of ${largest.size} leaves was signed, and ${size} are there`,
      )
    while (this.#next?.treeSize === 0) await this.#step()
    return this.#next && this.#next.treeSize <= largest.size
      ? faultOf(null, `the database has a checkpoint of ${this.#next.treeSize} leaves, and ${size} are there`)
      : null
  }

  async #step(): Promise<void> {
    this.#checkpoints.skip()
    this.#next = await this.#checkpoints.peek()
  }
}

/** The first event that the last good checkpoint does not vouch for. */
async function findSealed(sql: Sql, after: bigint | null, size: number): Promise<bigint | null> {
  const [row] = await sql<{ id: string }[]>`
    select event_id::text as id from audit.seal
    where leaf_index < ${size} and leaf_index > coalesce((select leaf_index from audit.seal where event_id = ${after === null ? null : String(after)}), -1)
    order by leaf_index limit 1`
  return row ? BigInt(row.id) : null
}
