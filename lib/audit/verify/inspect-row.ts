import type { Sql } from '#db/pool.ts'
import { findFalseCopy, inspectEvent } from '#lib/audit/tree/inspect.ts'
import { findStoredEvent } from '#lib/audit/tree/read-events.ts'
import type { StoredEvent } from '#lib/audit/tree/stored-event.ts'
import type { StoredSeal } from './batches.ts'
import type { MissingKeys } from './missing-keys.ts'
import { type Fault, faultOf } from './result.ts'

/** What is wrong with the row of an event by itself; null when nothing is. */
export function inspectRow(event: StoredEvent, unsignedThrough: bigint, missing: MissingKeys): string | null {
  const { anomaly } = inspectEvent(event, unsignedThrough)
  if (anomaly === 'leaf') return 'it is not what it was: its columns do not give its leaf hash'
  if (anomaly === 'mac' && !missing.mayCode(event.id, event.canon))
    return `no writer of the desk wrote it so: its code is wrong${missing.explain(event.canon)}`
  const column = findFalseCopy(event)
  return column === null ? null : `its column ${column} is not what its canonical bytes say`
}

/** Seal and event are not of one another: one of them is missing, moved or put in. */
export async function explainGap(
  sql: Sql,
  seal: StoredSeal,
  event: StoredEvent | null,
  unsignedThrough: bigint,
  missing: MissingKeys,
): Promise<Fault> {
  const { eventId, leafIndex } = seal
  const sealed = await findStoredEvent(sql, eventId)
  if (!sealed) return faultOf(eventId, `it is missing: it was sealed as leaf ${leafIndex}`)
  const text = inspectRow(sealed, unsignedThrough, missing)
  if (text) return faultOf(eventId, text)
  if (event) {
    const [own] = await sql<{ leaf: string }[]>`
      select leaf_index::text as leaf from audit.seal where event_id = ${String(event.id)}`
    if (!own) return faultOf(event.id, 'it stands among sealed events and was never sealed')
  }
  return faultOf(eventId, `it does not stand in its place: leaf ${leafIndex} is sealed out of order`)
}
