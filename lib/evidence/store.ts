import { getSql } from '#db/client.ts'
import type { WrappedKey } from './keys.ts'

interface KeyRow {
  readonly id: string
  readonly subject_kind: WrappedKey['subject']['kind']
  readonly subject: string
  readonly master_key_id: string
  readonly wrapped: Buffer
  readonly created_at: Date
}

/**
 * Of the keys offered, those that are kept: each one itself, or the living one that its subject has already. One that
 * another statement is making at this moment is left out.
 */
export async function insertOrFindKeys(offered: readonly WrappedKey[]): Promise<readonly WrappedKey[]> {
  const rows = offered.map(({ id, subject, masterKeyId, wrapped, createdAt }) => ({
    id,
    subject_kind: subject.kind,
    subject: subject.id,
    master_key_id: masterKeyId,
    wrapped: wrapped.toString('base64'),
    created_at: createdAt.toISOString(),
  }))
  const kept = await getSql()<KeyRow[]>`select * from find_or_make_keys(${JSON.stringify(rows)}::text::jsonb)`
  return kept.map(toKey)
}

function toKey({ id, subject_kind, subject, master_key_id, wrapped, created_at }: KeyRow): WrappedKey {
  return {
    id,
    subject: { kind: subject_kind, id: subject },
    masterKeyId: master_key_id,
    wrapped,
    createdAt: new Date(created_at),
  }
}
