import { arrayLiteral } from '#db/array.ts'
import { getSql } from '#db/client.ts'
import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { type StoredRow, storedRow } from '#lib/evidence/open.ts'
import { openWords } from '#lib/evidence/words.ts'
import type { Notice } from '#lib/providers/answer.ts'
import type { Fault } from '#lib/providers/vocabulary.ts'
import { testReason } from './test-reason.ts'

/** How a connection fared lately. Instants are ISO 8601 in UTC, null when there was none in the last 30 days. */
export interface ConnectionHealth {
  /** When it last answered, be it that it does not have the transaction. */
  readonly lastSuccessAt: string | null
  readonly lastFaultAt: string | null
  readonly lastFault: Fault | null
  /** In the last hour. */
  readonly lookups: number
  readonly faults: number
  /** Of these, look-ups that were no test calls, and those of them that the connection itself failed. */
  readonly real: number
  readonly failed: number
  /** Median of the last hour; null without look-ups. */
  readonly medianMs: number | null
  /** What came last that its documentation does not have, among its newest look-ups; null when nothing did. */
  readonly drift: { readonly text: string; readonly at: string } | null
}

/** What is wrong with a connection, whatever was asked: its key, its line or its form, not a transaction. */
const ownFaults: readonly Fault[] = [
  'unauthorized',
  'forbidden',
  'timeout',
  'unreachable',
  'unreadable',
  'rate_limited',
  'redirect',
  'too_large',
  'circuit_open',
]

/** How many look-ups back drift is searched for, since no index knows of it. */
const driftAmong = 500

const nothingYet: ConnectionHealth = {
  lastSuccessAt: null,
  lastFaultAt: null,
  lastFault: null,
  lookups: 0,
  faults: 0,
  real: 0,
  failed: 0,
  drift: null,
  medianMs: null,
}

/** The health of the connections with these ids, for who manages them. */
export async function readHealth(
  actor: Actor,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ConnectionHealth>> {
  await assertCan(actor, 'connection.manage')
  const sql = getSql()
  const rows = await sql<HealthRow[]>`
    select c.id, iso(success.at) as "lastSuccessAt", iso(failure.at) as "lastFaultAt", failure.fault as "lastFault",
      hour.lookups::float8 as lookups, hour.faults::float8 as faults, hour.median as "medianMs",
      hour.real::float8 as real, hour.failed::float8 as failed,
      case when drift.id is not null then jsonb_build_object('lookupId', drift.id, 'outcomeId', drift.outcome_id,
        'at', iso(drift.at), 'notices', drift.notices, 'row', drift.row) end as drift
    from unnest(${arrayLiteral(ids)}::text[]) as c (id)
    left join lateral (
      select o.answered_at as at from lookup l join lookup_outcome o on o.lookup_id = l.id and not o.late
      where l.connection_id = c.id and o.outcome in ('answered', 'absent') and l.id > first_time_id(now() - interval '30 days')
      order by l.id desc limit 1) success on true
    left join lateral (
      select o.answered_at as at, o.fault from lookup l join lookup_outcome o on o.lookup_id = l.id and not o.late
      where l.connection_id = c.id and o.outcome = 'fault' and l.id > first_time_id(now() - interval '30 days')
      order by l.id desc limit 1) failure on true
    left join lateral (
      select count(*) as lookups, count(*) filter (where o.outcome = 'fault') as faults,
        count(*) filter (where l.reason is distinct from ${testReason}) as real,
        count(*) filter (where l.reason is distinct from ${testReason}
          and o.fault = any (${arrayLiteral(ownFaults)}::text[])) as failed,
        percentile_cont(0.5) within group (order by o.duration_ms) as median
      from lookup l join lookup_outcome o on o.lookup_id = l.id and not o.late
      where l.connection_id = c.id and l.id > first_time_id(now() - interval '1 hour')) hour on true
    left join lateral (
      select newest.*, (select ${sql.unsafe(storedRow)} from evidence v join evidence_key k on k.id = v.key_id
                        where v.record_id = newest.outcome_id and v.n = 0) as row
      from (select l.id, o.id as outcome_id, o.answered_at as at, o.notices,
          o.drifted or o.notices @> '[{"kind": "drift"}]' as drifted
        from lookup l join lookup_outcome o on o.lookup_id = l.id and not o.late
        where l.connection_id = c.id and l.id > first_time_id(now() - interval '30 days')
        order by l.id desc limit ${driftAmong}) newest
      where newest.drifted
      order by newest.id desc limit 1) drift on true`
  const found = new Map(
    rows.map(({ id, drift, ...health }) => [id, { ...health, drift: drift && openDrift(drift) }]),
  )
  return new Map(ids.map((id) => [id, found.get(id) ?? nothingYet]))
}

interface HealthRow extends Omit<ConnectionHealth, 'drift'> {
  readonly id: string
  readonly drift: {
    readonly lookupId: string
    readonly outcomeId: string
    readonly at: string
    /** In clear, as long as the worker has not sealed what was recorded before evidence was. */
    readonly notices: readonly Notice[]
    readonly row: StoredRow | null
  } | null
}

function openDrift({ lookupId, outcomeId, at, notices, row }: NonNullable<HealthRow['drift']>) {
  const opened = openWords(outcomeId, lookupId, row)
  const said = opened.state === 'kept' ? opened.words.notices : notices
  const text = said.find(({ kind }) => kind === 'drift')?.text
  return { at, text: text ?? 'Something that is not documented came; what it was can no longer be read.' }
}
