import type { Sql } from 'postgres'
import type { BatchState } from '../view.ts'
import { newTimeId } from '#lib/time-id.ts'

interface InsertedBatch {
  readonly state: BatchState
  readonly rows: number
  readonly name?: string
  readonly by?: string
}

/**
 * A batch and its rows as tables alone, without events and look-ups, for who reads them. Of every hundred rows two
 * are invalid, three duplicates, one has a fault, one was interrupted, four are absent, five pending, two declined;
 * where it is not finished the last third is open, ten of it claimed.
 */
export async function insertBatch(owner: Sql, batch: InsertedBatch): Promise<string> {
  const { state, rows, name = 'march.csv', by = 'test-finance' } = batch
  const id = newTimeId()
  const started = state !== 'reading' && state !== 'refused' && state !== 'ready'
  await owner`
    insert into batch (id, state, name, source, columns, bytes, sha256, reason, refusal, created_by, started_by, started_at,
      finished_at)
    values (${id}, ${state}, ${name}, 'file', '["transaction_id", "player", "amount"]', ${rows * 60},
      sha256(convert_to(${id}, 'UTF8')), ${started ? 'FIN-1 month end' : null},
      ${state === 'refused' ? 'Line 3 holds a quote that is never closed.' : null}, ${by}, ${started ? by : null},
      ${started ? new Date() : null}, ${state === 'finished' ? new Date() : null})`
  const openFrom = state === 'finished' ? rows : started ? Math.floor((rows * 2) / 3) : 0
  await owner`
    insert into batch_item (batch_id, ordinal, line, cells, connection_id, input, transaction_id, problems, duplicate_of,
      state, attempt, asked, outcome, status, absence, fault, final)
    select ${id}, n, n + 2, jsonb_build_array('tx-' || lpad(n::text, 20, '0'), 'p-' || n % 900, (n % 5000) || '.50'),
      connection, '{}', 'tx-' || lpad(n::text, 20, '0'),
      case state when 'invalid' then '[{"column": "player", "reason": "is missing"}]'::jsonb end,
      case state when 'duplicate' then n - n % 100 + 50 end, state, (state = 'done')::int, (state = 'done')::int,
      outcome, case when outcome = 'answered' then case when m < 16 then 'pending' when m < 18 then 'declined'
        else 'succeeded' end end,
      case when outcome = 'absent' then 'not_found' end, case when outcome = 'fault' then 'timeout' end,
      outcome = 'answered' and m >= 16
    from (
      select n, m, connection, state, case when state <> 'done' then null when m = 5 then 'fault'
        when m = 6 then 'interrupted' when m < 11 then 'absent' else 'answered' end as outcome
      from (
        select n, n % 100 as m, case when n % 3 = 0 then 'fizzy-demo' else 'gr8-demo' end as connection,
          case when n % 100 < 2 then 'invalid' when n % 100 < 5 then 'duplicate' when n < ${openFrom} then 'done'
            when n >= ${rows - 10} and ${started} then 'claimed' else 'waiting' end as state
        from generate_series(0, ${rows - 1}) n) made) told`
  return id
}
