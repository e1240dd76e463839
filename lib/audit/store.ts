import { getSql } from '#db/client.ts'
import type { EventRow } from './writer.ts'

/** Writes events by themselves, in one statement: all or none. */
export async function insertEvents(rows: readonly EventRow[]): Promise<void> {
  const sql = getSql()
  await sql`select audit.record_events(${JSON.stringify(rows)}::text::jsonb)`
}

/** Writes what a writer says of itself; leaves alone what stands under the same number already. */
export async function insertOwnEvents(rows: readonly EventRow[]): Promise<void> {
  const sql = getSql()
  await sql`select audit.record_own_events(${JSON.stringify(rows)}::text::jsonb)`
}
