import { arrayLiteral } from '#db/array.ts'
import { getSql, type Sql } from '#db/client.ts'
import type { WrappedKey } from './keys.ts'

interface KeyRow {
  readonly id: string
  readonly subject_kind: WrappedKey['subject']['kind']
  readonly subject: string
  readonly master_key_id: string
  readonly wrapped: Buffer
  readonly created_micros: string
  readonly beside: string | null
}

/**
 * Of the keys offered, those that are kept: each one itself, or the living one that its subject has already, of those
 * that are not `refused`. One that another statement is making at this moment is left out.
 */
export async function insertOrFindKeys(
  offered: readonly WrappedKey[],
  refused: readonly string[],
): Promise<readonly WrappedKey[]> {
  const rows = offered.map(({ id, subject, masterKeyId, wrapped, createdMicros, beside }) => ({
    id,
    subject_kind: subject.kind,
    subject: subject.id,
    master_key_id: masterKeyId,
    wrapped: wrapped.toString('base64'),
    created_at: new Date(Number(createdMicros) / 1000).toISOString(),
    beside,
  }))
  const kept = await getSql()<KeyRow[]>`
    select id, subject_kind, subject, master_key_id, wrapped, (extract(epoch from created_at) * 1000000)::bigint::text as created_micros,
      beside
    from find_or_make_keys(${JSON.stringify(rows)}::text::jsonb, ${arrayLiteral(refused)}::uuid[])`
  return kept.map(toKey)
}

function toKey({
  id,
  subject_kind,
  subject,
  master_key_id,
  wrapped,
  created_micros,
  beside,
}: KeyRow): WrappedKey {
  return {
    id,
    subject: { kind: subject_kind, id: subject },
    masterKeyId: master_key_id,
    wrapped,
    createdMicros: created_micros,
    beside,
  }
}

/** Living keys that another master key than this wraps, at most so many. */
export async function readKeysUnderOthers(masterKeyId: string, most: number): Promise<readonly WrappedKey[]> {
  const rows = await getSql()<KeyRow[]>`
    select id, subject_kind, subject, master_key_id, wrapped, (extract(epoch from created_at) * 1000000)::bigint::text as created_micros,
      beside
    from evidence_key where erased_at is null and master_key_id <> ${masterKeyId} order by master_key_id, id limit ${most}`
  return rows.map(toKey)
}

/** Keeps keys as they are wrapped now, where they still are as they `was`, and living. Gives how many. */
export async function updateWrapped(
  keys: readonly { readonly was: string; readonly key: WrappedKey }[],
): Promise<number> {
  const rows = keys.map(({ was, key }) => ({
    id: key.id,
    was,
    master_key_id: key.masterKeyId,
    wrapped: key.wrapped.toString('base64'),
  }))
  const [row] = await getSql()<{ taken: number }[]>`
    select rewrap_keys(${JSON.stringify(rows)}::text::jsonb)::float8 as taken`
  return row?.taken ?? 0
}

/** The ids of the master keys that wrap living keys. It skips from one to the next in an index. */
export async function listWrappingMasters(sql: Sql): Promise<readonly string[]> {
  const rows = await sql<{ id: string }[]>`
    with recursive master as (
      (select master_key_id as id from evidence_key where erased_at is null order by master_key_id limit 1)
      union all
      select (select k.master_key_id from evidence_key k where k.erased_at is null and k.master_key_id > master.id
              order by k.master_key_id limit 1)
      from master where id is not null
    )
    select id from master where id is not null`
  return rows.map(({ id }) => id)
}
