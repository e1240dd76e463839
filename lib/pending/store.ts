import type { Fragment } from 'postgres'
import { arrayLiteral } from '#db/array.ts'
import { getSql } from '#db/client.ts'
import type { Amount } from '#lib/providers/answer.ts'
import type { Absence, AmountKind, Fault, Outcome, Status } from '#lib/providers/vocabulary.ts'
import { type Age, noCurrency, type PendingFilter } from './filter.ts'
import { composeOpen, isAfter, isOfAge, orderOf } from './open.ts'

/** What is open at one connection in one currency. */
export interface OpenLine {
  readonly connection: string
  /** As sent; null where none was told, be it of an amount or for want of one. */
  readonly currency: string | null
  readonly rows: number
  /** Of them, how many told no amount that can be added up. */
  readonly withoutAmount: number
  /** Since when the oldest of them is open. */
  readonly oldest: string
  readonly byAge: Readonly<Record<Age, number>>
  /** Exact sums, decimal text. Kinds stand apart, since cash and bonus are parts of the total. */
  readonly sums: readonly OpenSum[]
}

export interface OpenSum {
  readonly kind: AmountKind
  /** How many transactions told such an amount. */
  readonly rows: number
  readonly amount: string
}

/** A transaction that its connection last called open. */
export interface OpenRow {
  /** The look-up that was told so. */
  readonly id: string
  readonly connection: string
  readonly transactionId: string
  readonly outcome: Outcome
  readonly status: Status | null
  readonly absence: Absence | null
  readonly providerCode: string | null
  readonly amounts: readonly Amount[]
  /** When the provider made it, where it says so; else when it was first asked about. */
  readonly since: string
  /** Of the newest look-up, whatever came of it. */
  readonly askedAt: string
  readonly askedBy: string
  readonly askedByName: string
  /** What came of the newest look-up, where that is a later one that told nothing. */
  readonly inVain: InVain | null
}

export interface InVain {
  /** Null while it waits for an answer. */
  readonly outcome: Outcome | null
  readonly absence: Absence | null
  readonly fault: Fault | null
}

export interface OpenPage {
  readonly rows: readonly OpenRow[]
  readonly lines: readonly OpenLine[]
  /** All that the filter finds. */
  readonly count: number
}

/** What is open, as the filter narrows it: the lines of all of it, and `limit` of its rows after the cursor. */
export async function readOpen(filter: PendingFilter, limit: number): Promise<OpenPage> {
  const [page] = await getSql()<OpenPage[]>`${composePage(filter, limit)}`
  if (page === undefined) throw new Error('A statement that gives one row gave none.')
  return page
}

/** The one statement of a page of the board. */
export function composePage(filter: PendingFilter, limit: number): Fragment {
  const sql = getSql()
  const count = (age: Age) => sql`count(*) filter (where ${isOfAge(age, sql`each.since`)})`
  return sql`
    with open as materialized (${composeOpen(filter)}),
    told as materialized (
      select open.id, open.connection_id, open.since, a.kind, a.currency, a.amount
      from open left join lateral told_amounts(open.amounts) a on true
      where ${isOfCurrency(filter)}),
    sums as (
      select connection_id, currency,
        jsonb_agg(jsonb_build_object('kind', kind, 'rows', rows, 'amount', amount)
          order by kind <> 'total', kind) as sums
      from (select connection_id, currency, kind, count(distinct id) as rows, sum(amount)::text as amount
            from told where amount is not null group by 1, 2, 3) by_kind
      group by 1, 2),
    lines as (
      select each.connection_id as connection, each.currency, count(*) as rows,
        count(*) filter (where not each.adds_up) as "withoutAmount", iso(min(each.since)) as oldest,
        jsonb_build_object('<1h', ${count('<1h')}, '1h-24h', ${count('1h-24h')}, '1d-3d', ${count('1d-3d')},
          '>3d', ${count('>3d')}) as "byAge",
        coalesce((select s.sums from sums s where s.connection_id = each.connection_id
          and s.currency is not distinct from each.currency), '[]') as sums
      from (select id, connection_id, currency, since, bool_or(amount is not null) as adds_up
            from told group by 1, 2, 3, 4) each
      group by each.connection_id, each.currency order by each.connection_id, each.currency nulls last),
    page as (select * from open where ${isAfter(filter)} order by ${orderOf(filter)} limit ${limit}),
    listed as (
      select open.id, open.connection_id as connection, open.transaction_id as "transactionId", open.outcome,
        open.status, open.absence, open.provider_code as "providerCode", open.amounts, iso(open.since) as since,
        iso(newest.asked_at) as "askedAt", newest.asked_by as "askedBy",
        coalesce(p.name, t.name, newest.asked_by) as "askedByName",
        case when newest.id <> open.id then jsonb_build_object('outcome', became.outcome, 'absence', became.absence,
          'fault', became.fault) end as "inVain"
      from page as open
      cross join lateral (
        select l.id, l.asked_at, l.asked_by from lookup l
        where l.connection_id = open.connection_id and l.transaction_id = open.transaction_id
        order by l.id desc limit 1) newest
      left join lookup_outcome became on became.lookup_id = newest.id and not became.late
      left join person p on p.id = newest.asked_by
      left join api_token t on 'token:' || t.id = newest.asked_by
      order by ${orderOf(filter)})
    select (select count(*)::int from open) as count, coalesce((select jsonb_agg(lines) from lines), '[]') as lines,
      coalesce((select jsonb_agg(listed) from listed), '[]') as rows`
}

function isOfCurrency({ currency }: PendingFilter): Fragment {
  const sql = getSql()
  if (currency === undefined) return sql`true`
  return currency === noCurrency ? sql`a.currency is null` : sql`a.currency = ${currency}`
}

/** An open transaction, by the look-up that was told so, and since when. */
export interface OpenId {
  readonly id: string
  readonly since: string
}

/** All that the filter finds, but no more than `most`, in the order of the list. */
export async function readOpenIds(filter: PendingFilter, most: number): Promise<readonly OpenId[]> {
  return getSql()<OpenId[]>`
    select open.id, iso(open.since) as since from (${composeOpen(filter)}) open
    order by ${orderOf(filter)} limit ${most}`
}

/** How an open transaction was asked about, and what was told. */
export interface OpenQuestion {
  readonly id: string
  readonly connectionId: string
  readonly input: Readonly<Record<string, string>>
  readonly status: string
  readonly askedAt: string
  readonly askedBy: string
}

/** Look-ups that were told that something is open, in no order. */
export async function readOpenQuestions(ids: readonly string[]): Promise<readonly OpenQuestion[]> {
  return getSql()<OpenQuestion[]>`
    select l.id, l.connection_id as "connectionId", l.input, coalesce(o.status, o.absence) as status,
      iso(l.asked_at) as "askedAt", l.asked_by as "askedBy"
    from lookup l join lookup_outcome o on o.lookup_id = l.id and not o.late
    where l.id = any (${arrayLiteral(ids)}::uuid[])`
}
