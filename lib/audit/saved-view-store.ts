import { z } from 'zod'
import { getSql } from '#db/client.ts'
import type { RecordedFilter } from './event.ts'

/** A filter of the audit under a name. */
export interface SavedView {
  readonly id: string
  readonly name: string
  /** Whether everybody who reads the audit sees it. */
  readonly shared: boolean
  readonly filter: RecordedFilter
  readonly ownerId: string
  readonly ownerName: string
}

/** What became of a change: `none` when there is no such view of this person. */
export type Change = 'done' | 'name_taken' | 'none'

const storedFilter = z.record(z.string(), z.string())

/** The views that somebody sees, by name; their own before those of others. */
export async function readViews(ownerId: string): Promise<readonly SavedView[]> {
  // Two indexes, one for each half: an “or” over both would read every view of everybody.
  const rows = await getSql()<(Omit<SavedView, 'filter'> & { readonly filter: unknown })[]>`
    select v.id, v.name, v.shared, v.filter, v.owner_id as "ownerId", p.name as "ownerName" from (
      select * from saved_view where owner_id = ${ownerId} and deleted_at is null
      union all
      select * from saved_view where shared and deleted_at is null and owner_id <> ${ownerId}
    ) v join person p on p.id = v.owner_id
    order by v.owner_id <> ${ownerId}, lower(v.name), v.id`
  return rows.map((row) => ({ ...row, filter: storedFilter.parse(row.filter) }))
}

export async function insertView(view: Omit<SavedView, 'ownerName'>): Promise<Change> {
  const rows = await getSql()`
    insert into saved_view (id, owner_id, name, shared, filter)
    values (${view.id}, ${view.ownerId}, ${view.name}, ${view.shared}, ${JSON.stringify(view.filter)}::text::jsonb)
    on conflict do nothing returning id`
  return rows.length > 0 ? 'done' : 'name_taken'
}

export async function updateView(
  ownerId: string,
  id: string,
  name: string | null,
  shared: boolean | null,
): Promise<Change> {
  return tryChange(
    async () => getSql()`
    update saved_view set name = coalesce(${name}, name), shared = coalesce(${shared}, shared), updated_at = clock_timestamp()
    where id = ${id} and owner_id = ${ownerId} and deleted_at is null returning id`,
  )
}

/** Forgets for good what was deleted more than a day ago. */
export async function markDeleted(ownerId: string, id: string): Promise<Change> {
  return tryChange(
    async () => getSql()`
    with forgotten as (delete from saved_view where deleted_at < clock_timestamp() - interval '1 day')
    update saved_view set deleted_at = clock_timestamp()
    where id = ${id} and owner_id = ${ownerId} and deleted_at is null returning id`,
  )
}

export async function restore(ownerId: string, id: string): Promise<Change> {
  return tryChange(
    async () => getSql()`
    update saved_view set deleted_at = null, updated_at = clock_timestamp()
    where id = ${id} and owner_id = ${ownerId} and deleted_at is not null returning id`,
  )
}

const uniqueViolation = z.object({ code: z.literal('23505') })

async function tryChange(change: () => Promise<readonly unknown[]>): Promise<Change> {
  try {
    return (await change()).length > 0 ? 'done' : 'none'
  } catch (error) {
    if (uniqueViolation.safeParse(error).success) return 'name_taken'
    throw error
  }
}
