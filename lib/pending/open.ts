import type { Fragment } from 'postgres'
import { getSql } from '#db/client.ts'
import { firstTimeId } from '#lib/time-id.ts'
import { type Age, daysByPeriod, noCurrency, type PendingFilter, usualPeriod } from './filter.ts'

/**
 * The query of what is open: the newest of what each connection said of a transaction, where that is not final. Every
 * answer of the period that was open is taken from its own index, and dropped where something newer was said: the work
 * grows with those answers, and not with the record. The limits keep the planner from reading whole tables instead. A
 * fault, an interruption, a missing row and an expiry say nothing of the transaction, so they end nothing.
 */
export function composeOpen(filter: PendingFilter): Fragment {
  const sql = getSql()
  const { transactionId, connection, status, age, asked = usualPeriod } = filter
  const from = firstTimeId(new Date(Date.now() - daysByPeriod[asked] * 86_400_000))
  return sql`
    select o.lookup_id as id, l.connection_id, l.transaction_id, o.outcome, o.status, o.absence, o.provider_code,
      o.amounts, s.since
    from lookup_outcome o
    cross join lateral (select connection_id, transaction_id from lookup where id = o.lookup_id limit 1) l
    left join lateral (
      select true as stands from lookup n join lookup_outcome m on m.lookup_id = n.id and not m.late
      where n.connection_id = l.connection_id and n.transaction_id = l.transaction_id and n.id > o.lookup_id
        and (m.outcome = 'answered' or m.absence in ('not_found', 'not_found_or_processing')) limit 1) newer on true
    -- To the millisecond, as its text and the cursor have it. An id holds when it was asked: no row need be read for that.
    cross join lateral (
      select date_trunc('milliseconds', coalesce(o.created_at, (
        select uuid_extract_timestamp(f.id) from lookup f
        where f.connection_id = l.connection_id and f.transaction_id = l.transaction_id
        order by f.id limit 1))) as since offset 0) s
    where not o.late and (o.final = false or o.absence = 'not_found_or_processing') and o.lookup_id >= ${from}
      and l.transaction_id is not null and newer.stands is null
      and ${transactionId === undefined ? sql`true` : sql`l.transaction_id = ${transactionId}`}
      and ${connection === undefined ? sql`true` : sql`l.connection_id = ${connection}`}
      and ${status === undefined ? sql`true` : sql`coalesce(o.status, o.absence) = ${status}`}
      and ${age === undefined ? sql`true` : isOfAge(age, sql`s.since`)}
      and ${hasCurrency(filter)}`
}

/** Whether something that is open since a moment is of an age. */
export function isOfAge(age: Age, since: Fragment): Fragment {
  const sql = getSql()
  switch (age) {
    case '<1h':
      return sql`${since} > now() - interval '1 hour'`
    case '1h-24h':
      return sql`${since} <= now() - interval '1 hour' and ${since} > now() - interval '24 hours'`
    case '1d-3d':
      return sql`${since} <= now() - interval '24 hours' and ${since} > now() - interval '72 hours'`
    case '>3d':
      return sql`${since} <= now() - interval '72 hours'`
  }
}

function hasCurrency({ currency }: PendingFilter): Fragment {
  const sql = getSql()
  if (currency === undefined) return sql`true`
  if (currency === noCurrency)
    return sql`(not exists (select from told_amounts(o.amounts))
      or exists (select from told_amounts(o.amounts) a where a.currency is null))`
  return sql`exists (select from told_amounts(o.amounts) a where a.currency = ${currency})`
}

/** Of what is open at `open`, what stands after the cursor. */
export function isAfter({ cursor, order }: PendingFilter): Fragment {
  const sql = getSql()
  if (cursor === undefined) return sql`true`
  const [since = '', id = ''] = cursor.split('_')
  return order === 'newest'
    ? sql`(open.since, open.id) < (${since}::timestamptz, ${id}::uuid)`
    : sql`(open.since, open.id) > (${since}::timestamptz, ${id}::uuid)`
}

/** The order of the list, of what is open at `open`. */
export function orderOf({ order }: PendingFilter): Fragment {
  const sql = getSql()
  return order === 'newest' ? sql`open.since desc, open.id desc` : sql`open.since, open.id`
}
