import { getSql } from '#db/client.ts'
import type { Actor } from '#lib/access/actor.ts'
import { getConnections } from '#lib/connections/open.ts'
import { newTimeId } from '#lib/time-id.ts'
import { startBatch } from '../start.ts'

export interface MadeRow {
  readonly connection: string
  readonly input: Readonly<Record<string, string>>
}

/** A batch as it stands when a list was read, made of rows that can be asked. Gives its id. */
export async function makeBatch(actor: Actor, rows: readonly MadeRow[]): Promise<string> {
  const sql = getSql()
  const id = newTimeId()
  const items = rows.map(({ connection, input }, ordinal) => {
    const field = getConnections()
      .byId.get(connection)
      ?.adapter.inputs.find(({ subject }) => subject === 'transactionId')
    return { ordinal, connection_id: connection, input, transaction_id: (field && input[field.name]) ?? null }
  })
  await sql`
    with made as (
      insert into batch (id, state, name, source, created_by) values (${id}, 'ready', 'test', 'api', ${actor.id})
      returning id)
    insert into batch_item (batch_id, ordinal, line, cells, connection_id, input, transaction_id, state)
    select made.id, r.ordinal, r.ordinal + 1, '[]', r.connection_id, r.input, r.transaction_id, 'waiting'
    from made, jsonb_to_recordset(${JSON.stringify(items)}::text::jsonb)
      as r (ordinal integer, connection_id text, input jsonb, transaction_id text)`
  return id
}

/** The same, started. */
export async function makeRunning(actor: Actor, rows: readonly MadeRow[]): Promise<string> {
  const batchId = await makeBatch(actor, rows)
  await startBatch(actor, { batchId, reason: 'a test', reuseMinutes: null })
  return batchId
}

/** Rows about transactions of GR8 Tech: the simulator chooses the answer by the scenario. */
export function gr8Rows(count: number, scenario = 'sc-ok', connection = 'gr8-demo'): readonly MadeRow[] {
  return Array.from({ length: count }, (_, n) => ({
    connection,
    input: { playerId: `p-${n % 7}`, transactionId: `${scenario}-${n}` },
  }))
}

/** Rows of FUNGAMESS. */
export function fungamessRows(count: number, scenario = 'sc-ok'): readonly MadeRow[] {
  return Array.from({ length: count }, (_, n) => ({
    connection: 'fungamess-demo',
    input: { userId: String(n % 7), gameId: '1', transactionId: `${scenario}-${n}` },
  }))
}

/** How the rows of a batch ended. */
export async function readRows(batchId: string) {
  return getSql()<
    {
      ordinal: number
      state: string
      attempt: number
      asked: number
      outcome: string | null
      status: string | null
      fault: string | null
      reused: boolean
      lookup_id: string | null
    }[]
  >`select ordinal, state, attempt, asked, outcome, status, fault, reused, lookup_id from batch_item
    where batch_id = ${batchId} order by ordinal`
}
