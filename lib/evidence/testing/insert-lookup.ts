import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { newTimeId } from '#lib/time-id.ts'

interface InsertedLookup {
  readonly connection: string
  readonly transaction: string
  readonly playerId: string | null
  readonly board?: string
  readonly reason?: string
}

/** A look-up as its row alone, without an event: for who looks for look-ups and asks nobody. */
export async function insertLookup(owner: Sql, lookup: InsertedLookup): Promise<void> {
  const { connection, transaction, playerId, board = randomUUID(), reason = null } = lookup
  await owner`
    insert into lookup (id, request_id, ordinal, board_id, connection_id, provider, input, transaction_id, player_id,
      reason, origin, asked_by, asked_at, deadline_at)
    values (${newTimeId()}, ${randomUUID()}, 0, ${board}, ${connection}, 'gr8-tech', '{}', ${transaction}, ${playerId},
      ${reason}, 'desk', 'somebody', now(), now())`
}
