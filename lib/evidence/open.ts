import { EvidenceKeyError, unwrapKey } from './keys.ts'
import { type Place, unseal } from './seal.ts'
import type { Subject } from './subject.ts'
import type { EvidenceState } from './words-by-state.ts'

/** SQL of a StoredRow, of evidence v and its evidence_key k. */
export const storedRow = `jsonb_build_object('n', v.n, 'sealed', encode(v.sealed, 'base64'), 'keyId', k.id,
  'subjectKind', k.subject_kind, 'subject', k.subject, 'masterKeyId', k.master_key_id,
  'wrapped', encode(k.wrapped, 'base64'), 'createdMicros', (extract(epoch from k.created_at) * 1000000)::bigint::text,
  'beside', k.beside)`

/** A row of evidence with its key, as queries give it. Bytes are base64. */
export interface StoredRow {
  readonly n: number
  readonly sealed: string
  readonly keyId: string
  readonly subjectKind: Subject['kind']
  readonly subject: string
  readonly masterKeyId: string
  /** Null when the key was erased. */
  readonly wrapped: string | null
  readonly createdMicros: string
  readonly beside: string | null
}

export type OpenedRow =
  | { readonly state: 'kept'; readonly plain: Buffer }
  | { readonly state: Exclude<EvidenceState, 'kept'> }

/** Opens a row of evidence in the place where it stands. */
export function openRow(place: Omit<Place, 'n'>, row: StoredRow | null): OpenedRow {
  if (row === null) return { state: 'dropped' }
  if (row.wrapped === null) return { state: 'erased' }
  try {
    const bytes = unwrapKey({
      id: row.keyId,
      subject: { kind: row.subjectKind, id: row.subject },
      masterKeyId: row.masterKeyId,
      wrapped: Buffer.from(row.wrapped, 'base64'),
      createdMicros: row.createdMicros,
      beside: row.beside,
    })
    const key = bytes && { id: row.keyId, bytes }
    const plain = key && unseal({ ...place, n: row.n }, key, Buffer.from(row.sealed, 'base64'))
    return plain ? { state: 'kept', plain } : { state: 'altered' }
  } catch (error) {
    if (error instanceof EvidenceKeyError) return { state: 'locked' }
    throw error
  }
}
