import type { Sql } from '#db/pool.ts'
import type { TreeNode } from '#lib/audit/tree/tree.ts'

/** Roots of subtrees that the leaves give, beside those that the database keeps. */
export class KeptNodes {
  readonly #sql: Sql
  #made: TreeNode[] = []

  constructor(sql: Sql) {
    this.#sql = sql
  }

  add(nodes: readonly TreeNode[]): void {
    this.#made.push(...nodes)
  }

  /** How many are still to be compared. */
  get waiting(): number {
    return this.#made.length
  }

  /** Compares what was added since; says which is not as it is kept, null when all are. */
  async findFalse(): Promise<string | null> {
    if (this.#made.length === 0) return null
    const made = this.#made.map((node) => ({ ...node, hash: node.hash.toString('hex') }))
    this.#made = []
    const sql = this.#sql
    const [bad] = await sql<{ level: number; index: string }[]>`
      select m.level, m.index::text from jsonb_to_recordset(${JSON.stringify(made)}::text::jsonb) as m (level smallint, index bigint, hash text)
      where not exists (select from audit.node n where n.level = m.level and n.index = m.index and n.hash = decode(m.hash, 'hex'))
      order by m.level, m.index limit 1`
    return bad
      ? `the kept root of the subtree ${bad.index} of level ${bad.level} is not that of its leaves`
      : null
  }
}
