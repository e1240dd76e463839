import type { Actor } from '#lib/access/actor.ts'
import type { AuditEvent } from './event.ts'
import { insertEvents } from './store.ts'
import { writeEvents } from './write.ts'
import { composeEvent } from './writer.ts'

/**
 * Records something that has no other row, such as a refusal. What does have one is recorded in the statement
 * that writes it. Throws when it could not be recorded; the caller must then not go on.
 */
export async function recordEvent(actor: Actor, event: AuditEvent): Promise<void> {
  const rows = [composeEvent(actor, event)]
  await writeEvents(rows, () => insertEvents(rows))
}
