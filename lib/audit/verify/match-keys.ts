import type { Sql } from '#db/client.ts'
import { macOfEvent } from '#lib/audit/mac.ts'
import { parseCanon } from '#lib/audit/tree/inspect.ts'
import { EvidenceKeyError, unwrapKey, type WrappedKey } from '#lib/evidence/keys.ts'
import { hasMasterKey } from '#lib/evidence/master-key.ts'
import { getEnv } from '#lib/env.ts'
import type { Dropped } from './dropped.ts'
import type { Fault } from './result.ts'

const batchSize = 1000
/** The key is erased and the event written in one statement. */
const longestStatementMicros = 60_000_000n

interface KeyRow {
  readonly id: string
  readonly subjectKind: WrappedKey['subject']['kind']
  readonly subject: string
  readonly masterKeyId: string
  readonly wrapped: Buffer | null
  readonly createdMicros: string
  readonly beside: string | null
  readonly erasedMicros: string | null
  readonly isUsed: boolean
  readonly canon: Buffer | null
  readonly mac: Buffer | null
  readonly eventId: string | null
  readonly recordedMicros: string | null
}

/**
 * The first key of evidence that is not what it was, or that is erased and no event says so. Living keys are opened
 * where this process has their master key.
 */
export async function findFalseKey(sql: Sql, dropped: Dropped): Promise<Fault | null> {
  const canOpen = hasMasterKey()
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = await sql<KeyRow[]>`
      select k.id, k.subject_kind as "subjectKind", k.subject, k.master_key_id as "masterKeyId", k.wrapped, k.beside,
        (extract(epoch from k.created_at) * 1000000)::bigint::text as "createdMicros",
        (extract(epoch from k.erased_at) * 1000000)::bigint::text as "erasedMicros",
        k.wrapped is null and exists (select from evidence v where v.key_id = k.id) as "isUsed",
        e.canon, e.mac, e.id::text as "eventId", (extract(epoch from e.recorded_at) * 1000000)::bigint::text as "recordedMicros"
      from (select * from evidence_key where id > ${after} order by id limit ${batchSize}) as k
      left join lateral (
        select e.* from audit.event e
        where e.object_type = 'erasure' and e.object_id = k.erasure_id::text and e.kind = 'evidence.erased' limit 1) e on true
      order by k.id`
    for (const row of rows) {
      const text =
        row.wrapped === null ? inspectErased(row, dropped) : inspectLiving(row, row.wrapped, canOpen)
      if (text !== null)
        return { eventId: row.eventId, text: `${text} (key ${row.id} of ${row.subjectKind} ${row.subject})` }
    }
    const last = rows.at(-1)
    if (!last) return null
    after = last.id
  }
}

function inspectLiving(row: KeyRow, wrapped: Buffer, canOpen: boolean): string | null {
  if (row.erasedMicros !== null || row.eventId !== null) return 'a key that was erased is there'
  if (!canOpen) return null
  const { id, subjectKind, subject, masterKeyId, createdMicros, beside } = row
  // It was given up by its operator, and with it what only it opens.
  if (getEnv().EVIDENCE_KEY_LOST.includes(masterKeyId)) return null
  try {
    const bytes = unwrapKey({
      id,
      subject: { kind: subjectKind, id: subject },
      masterKeyId,
      wrapped,
      createdMicros,
      beside,
    })
    return bytes === null ? 'a key of evidence is not what it was' : null
  } catch (error) {
    if (error instanceof EvidenceKeyError) return 'a key of evidence is under no master key of the desk'
    throw error
  }
}

function inspectErased(row: KeyRow, { recordBefore }: Dropped): string | null {
  const { canon, mac, erasedMicros, recordedMicros } = row
  if (canon === null || mac === null || erasedMicros === null || recordedMicros === null) {
    const isForgotten =
      !row.isUsed &&
      recordBefore !== null &&
      BigInt(erasedMicros ?? 0) < BigInt(Date.parse(recordBefore)) * 1000n
    return isForgotten ? null : 'a key of evidence was erased, and no event says so'
  }
  const details = macOfEvent(canon).equals(mac) ? parseCanon(canon)?.['details'] : null
  const keys = typeof details === 'object' && details !== null && 'key_ids' in details ? details.key_ids : []
  if (!Array.isArray(keys) || !keys.includes(row.id))
    return 'a key of evidence was erased that its event does not name'
  const apart = BigInt(recordedMicros) - BigInt(erasedMicros)
  return apart < -longestStatementMicros || apart > longestStatementMicros
    ? 'a key of evidence was not erased when its event says'
    : null
}
