import { desc, eq } from 'drizzle-orm'
import { getDb } from '#db/client.ts'
import { lookup } from '#db/schema/record.ts'
import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'

/** What was once asked about a transaction, by whomever. */
export interface KnownInput {
  readonly connection: string
  /** Secret inputs are left out. */
  readonly input: Readonly<Record<string, string>>
}

const mostRead = 50

/** The inputs of earlier look-ups of a transaction, the newest first, one for each connection. */
export async function findKnownInputs(actor: Actor, transactionId: string): Promise<readonly KnownInput[]> {
  await assertCan(actor, 'history.transaction')
  const rows = await getDb()
    .select({ connection: lookup.connectionId, input: lookup.input })
    .from(lookup)
    .where(eq(lookup.transactionId, transactionId))
    .orderBy(desc(lookup.id))
    .limit(mostRead)
  const newest = new Map(rows.toReversed().map((row) => [row.connection, row.input]))
  return [...newest].toReversed().map(([connection, input]) => ({ connection, input: withoutMasked(input) }))
}

/** Stored inputs without those that are secret. */
export function withoutMasked(input: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(input).filter(([, value]) => !/^\[masked:[0-9a-f]{8}\]$/.test(value)),
  )
}
