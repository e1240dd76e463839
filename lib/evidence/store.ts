import { getSql } from '#db/client.ts'
import type { WrappedKey } from './keys.ts'

interface KeyRow {
  readonly id: string
  readonly subject_kind: WrappedKey['subject']['kind']
  readonly subject: string
  readonly master_key_id: string
  readonly wrapped: Buffer
  readonly created_micros: string
}

/**
 * Of the keys offered, those that are kept: each one itself, or the living one that its subject has already. One that
 * another statement is making at this moment is left out.
 */
export async function insertOrFindKeys(offered: readonly WrappedKey[]): Promise<readonly WrappedKey[]> {
  const rows = offered.map(({ id, subject, masterKeyId, wrapped, createdMicros }) => ({
    id,
    subject_kind: subject.kind,
    subject: subject.id,
    master_key_id: masterKeyId,
    wrapped: wrapped.toString('base64'),
    created_at: new Date(Number(createdMicros) / 1000).toISOString(),
  }))
  const kept = await getSql()<KeyRow[]>`
    select id, subject_kind, subject, master_key_id, wrapped, (extract(epoch from created_at) * 1000000)::bigint::text as created_micros
    from find_or_make_keys(${JSON.stringify(rows)}::text::jsonb)`
  return kept.map(toKey)
}

function toKey({ id, subject_kind, subject, master_key_id, wrapped, created_micros }: KeyRow): WrappedKey {
  return {
    id,
    subject: { kind: subject_kind, id: subject },
    masterKeyId: master_key_id,
    wrapped,
    createdMicros: created_micros,
  }
}

/** Living keys that another master key than this wraps, at most so many. */
export async function readKeysUnderOthers(masterKeyId: string, most: number): Promise<readonly WrappedKey[]> {
  const rows = await getSql()<KeyRow[]>`
    select id, subject_kind, subject, master_key_id, wrapped, (extract(epoch from created_at) * 1000000)::bigint::text as created_micros
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
