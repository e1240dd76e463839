import { hash } from 'node:crypto'
import type { Sql } from '#db/client.ts'
import type { Place, SignedNote } from './outside-place.ts'

/**
 * Through which checkpoint a place has everything. One that is new begins with the newest: its root stands for all
 * events before it.
 */
export async function readThrough(sql: Sql, place: Place): Promise<bigint> {
  const [row] = await sql<{ through: string }[]>`
    with begun as (
      insert into audit.checkpoint_place (place, through)
      select ${idOf(place)}, coalesce(max(id), 1) - 1 from audit.checkpoint
      on conflict (place) do nothing returning through
    )
    select through::text from begun
    union all select through::text from audit.checkpoint_place where place = ${idOf(place)}`
  if (!row) throw new Error('The place of checkpoints was taken away.')
  return BigInt(row.through)
}

/** Notes that a place still lacks, the oldest first. */
export async function readDue(sql: Sql, through: bigint, most: number): Promise<readonly SignedNote[]> {
  const rows = await sql<{ id: string; note: string; signed_at: Date }[]>`
    select id::text, note, signed_at from audit.checkpoint where audit.checkpoint.id > ${String(through)}
    order by audit.checkpoint.id limit ${most}`
  return rows.map(({ id, note, signed_at: signedAt }) => ({ id: BigInt(id), note, signedAt }))
}

/** Says that a place has everything through a checkpoint. */
export async function moveThrough(sql: Sql, place: Place, through: bigint): Promise<void> {
  await sql`update audit.checkpoint_place set through = ${String(through)} where place = ${idOf(place)}`
}

/** Whether the record says that a place takes no checkpoints, and not yet that it does again. */
export async function wasToldDown(sql: Sql, { kind }: Place): Promise<boolean> {
  const [row] = await sql<{ down: boolean }[]>`
    with told as (
      select e.id, e.kind from audit.event e where e.kind in ('checkpoint.delayed', 'checkpoint.caught_up')
        and convert_from(e.canon, 'UTF8')::jsonb #>> '{details,place}' = ${kind}
    )
    select coalesce(max(id) filter (where kind = 'checkpoint.delayed'), 0)
      > coalesce(max(id) filter (where kind = 'checkpoint.caught_up'), 0) as down from told`
  return row?.down === true
}

/** Not the address itself, which may hold a secret. */
function idOf({ kind, address }: Place): string {
  return `${kind} ${hash('sha256', address).slice(0, 16)}`
}
