import type { Sql } from 'postgres'
import type { Amount } from '#lib/providers/answer.ts'
import type { Absence, Fault, Status } from '#lib/providers/vocabulary.ts'
import { newTimeId } from '#lib/time-id.ts'

/** What came of a question; the rest is of no matter to the board. */
export interface Told {
  readonly connection: string
  readonly hoursAgo?: number
  readonly status?: Status
  readonly final?: boolean | null
  readonly absence?: Absence
  readonly fault?: Fault
  readonly late?: boolean
  readonly amounts?: readonly Amount[]
  readonly createdHoursAgo?: number
}

const hourMs = 3_600_000

/** Records a question about a transaction and what came of it, an hour ago, as the owner of the database; gives the look-up. */
export async function tell(owner: Sql, transactionId: string | null, told: Told): Promise<string> {
  const { connection, hoursAgo = 1, status, absence, fault, late = false } = told
  const at = new Date(Date.now() - hoursAgo * hourMs)
  const id = newTimeId(at)
  const created =
    told.createdHoursAgo === undefined ? null : new Date(Date.now() - told.createdHoursAgo * hourMs)
  const outcome = status ? 'answered' : absence ? 'absent' : fault ? 'fault' : 'interrupted'
  await owner`
    insert into lookup (id, request_id, ordinal, board_id, connection_id, provider, input, transaction_id, origin, asked_by,
      asked_at, deadline_at)
    values (${id}, ${id}, 0, ${id}, ${connection}, 'x', ${JSON.stringify({ transactionId })}::text::jsonb, ${transactionId},
      'desk', 'person-1', ${at}, ${at})`
  await owner`
    insert into lookup_outcome (id, lookup_id, late, answered_at, duration_ms, outcome, status, absence, fault, final,
      created_at, amounts, balances, notices, exchange_ids)
    values (gen_random_uuid(), ${id}, ${late}, ${at}, 1, ${outcome}, ${status ?? null}, ${absence ?? null}, ${fault ?? null},
      ${told.final ?? (status === 'pending' ? false : status ? true : null)}, ${created},
      ${JSON.stringify(told.amounts ?? [])}::text::jsonb, '[]', '[]', '{}')`
  return id
}

/** An amount of a kind in a currency. */
export function amountOf(
  amount: string,
  currency: string | null = 'EUR',
  kind: Amount['kind'] = 'total',
): Amount {
  return { kind, amount, currency }
}
