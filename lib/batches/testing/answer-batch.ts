import type { Sql } from 'postgres'

/**
 * Look-ups and outcomes behind the rows of a batch that are done, as tables alone, without events. Amounts are those of
 * `amount`, SQL over the item `i`, in the currency of `currency`.
 */
export async function answerBatch(
  owner: Sql,
  batchId: string,
  { amount = `(i.ordinal % 5000) || '.50'`, currency = `'EUR'` } = {},
): Promise<void> {
  await owner`
    update batch_item set lookup_id = uuidv7() where batch_id = ${batchId} and state = 'done' and lookup_id is null`
  await owner`
    insert into lookup (id, request_id, ordinal, board_id, connection_id, provider, input, transaction_id, reason, origin,
      asked_by, asked_at, deadline_at)
    select lookup_id, batch_id, ordinal, lookup_id, connection_id, 'test', input, transaction_id, 'FIN-1', 'batch',
      'test-finance', now(), now() + interval '1 minute'
    from batch_item where batch_id = ${batchId} and state = 'done'`
  await owner`
    insert into lookup_outcome (id, lookup_id, late, answered_at, duration_ms, outcome, status, absence, fault, final,
      provider_code, operation, amounts, balances, trace_id, notices, exchange_ids)
    select gen_random_uuid(), lookup_id, false, now(), 50, outcome, status, absence, fault, final, '-7', 'debit',
      case when outcome = 'answered' then jsonb_build_array(jsonb_build_object('kind', 'total', 'amount',
        ${owner.unsafe(amount)}, 'currency', ${owner.unsafe(currency)})) else '[]' end,
      '[]', 'trace-' || ordinal, '[]', '{}'
    from batch_item i where batch_id = ${batchId} and state = 'done'`
}
