import type { Sql } from '#db/client.ts'
import type { Position } from '#lib/audit/tree/read-events.ts'
import { Tree, type TreeNode } from '#lib/audit/tree/tree.ts'

/** Leaves to be appended behind a tree of `fromSize`, and where that brings it. */
export interface Sealing {
  readonly fromSize: number
  readonly eventIds: readonly bigint[]
  readonly leaves: Buffer
  readonly macs: Buffer
  readonly nodes: readonly TreeNode[]
  readonly peaks: Buffer
  readonly last: Position
}

/** Becomes the sealer, or stays it while the connection lives. False while somebody else is. */
export const takeSealerLock = (sql: Sql) => takeLock(sql, 7238195)

/** The same for who looks for lost numbers. */
export const takeLostNumbersLock = (sql: Sql) => takeLock(sql, 7238198)

async function takeLock(sql: Sql, lock: number): Promise<boolean> {
  const [row] = await sql<{ held: boolean }[]>`
    select case when exists (select from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()
                  and classid = 0 and objid = ${lock}) then true else pg_try_advisory_lock(${lock}) end as held`
  return row?.held === true
}

/** Where the tree stands. */
export async function readFrontier(sql: Sql): Promise<{ readonly tree: Tree; readonly last: Position }> {
  const [row] = await sql<{ tree_size: string; xid: string; id: string; peaks: Buffer }[]>`
    select tree_size, last_xid::text as xid, last_id::text as id, peaks from audit.frontier`
  if (!row) throw new Error('The row of audit.frontier is missing.')
  const last = { xid: BigInt(row.xid), id: BigInt(row.id) }
  return { tree: new Tree(Number(row.tree_size), row.peaks), last }
}

/** Appends leaves in one statement. False, and nothing is written, when the tree has another size by now. */
export async function insertSeals(sql: Sql, sealing: Sealing): Promise<boolean> {
  const nodes = sealing.nodes.map((node) => ({ ...node, hash: node.hash.toString('hex') }))
  const [row] = await sql<{ sealed: boolean }[]>`
    select audit.seal_leaves(${sealing.fromSize}, ${`{${sealing.eventIds.join(',')}}`}::text::bigint[], ${sealing.leaves},
      ${sealing.macs}, ${JSON.stringify(nodes)}::text::jsonb, ${sealing.peaks}, ${String(sealing.last.xid)}::text::xid8,
      ${String(sealing.last.id)}) as sealed`
  return row?.sealed === true
}

/** Keeps a checkpoint in the database; gives its number. */
export async function insertCheckpoint(
  sql: Sql,
  size: number,
  root: Buffer,
  note: string,
  signedAt: Date,
): Promise<bigint> {
  const [row] = await sql<{ id: string }[]>`insert into audit.checkpoint (tree_size, root, note, signed_at)
    values (${size}, ${root}, ${note}, ${signedAt.toISOString()}) returning id::text`
  return BigInt(row?.id ?? 0)
}

/** How long the first event that is not sealed has been waiting, in milliseconds; null when there is none. */
export async function readWaitingMs(sql: Sql): Promise<number | null> {
  const [row] = await sql<{ waiting: number }[]>`
    select (extract(epoch from clock_timestamp() - next.recorded_at) * 1000)::float8 as waiting
    from audit.frontier f cross join lateral (
      select e.recorded_at from audit.event e where (e.xid, e.id) > (f.last_xid, f.last_id) order by e.xid, e.id limit 1
    ) next`
  return row?.waiting ?? null
}

/** How many events have no code, and up to which id. */
export async function countUnsigned(
  sql: Sql,
): Promise<{ readonly through: bigint; readonly events: bigint }> {
  const [row] = await sql<{ through: string | null; events: string }[]>`
    select max(id)::text as through, count(*)::text as events from audit.event
    where mac = decode(repeat('00', 32), 'hex')`
  return { through: BigInt(row?.through ?? 0), events: BigInt(row?.events ?? 0) }
}
