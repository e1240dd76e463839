import { arrayLiteral } from '#db/array.ts'
import { getSql } from '#db/client.ts'
import type { EventRow } from '#lib/audit/writer.ts'

export interface StoredErasure {
  readonly id: string
  readonly playerId: string
  readonly reason: string
  readonly requestedBy: string
  /** ISO 8601. */
  readonly requestedAt: string
  /** Null while it waits. */
  readonly decision: 'approved' | 'refused' | 'withdrawn' | null
  readonly decidedBy: string | null
  readonly decidedAt: string | null
  readonly decisionReason: string | null
  /** How many keys were erased. */
  readonly keys: number | null
}

/** How a write about an erasure ended; see the functions of the database. */
export type ErasureEnd =
  | 'done'
  | 'held'
  | 'clear'
  | 'nothing'
  | 'waiting'
  | 'decided'
  | 'own'
  | 'other'
  | 'changed'

/** How much an erasure would take away. */
export interface Coverage {
  readonly lookups: number
  readonly calls: number
  readonly transactions: number
  readonly keys: number
}

const columns = () => getSql()`
  e.id, e.player_id "playerId", e.reason, e.requested_by "requestedBy", iso(e.requested_at) "requestedAt", e.decision,
  e.decided_by "decidedBy", iso(e.decided_at) "decidedAt", e.decision_reason "decisionReason", e.keys`

/** Those that wait, the oldest first, then those decided last. */
export async function readErasures(mostDecided: number): Promise<readonly StoredErasure[]> {
  return getSql()<StoredErasure[]>`
    (select ${columns()} from erasure e where e.decision is null order by e.requested_at, e.id)
    union all
    (select ${columns()} from erasure e where e.decision is not null
     order by e.decided_at desc, e.id limit ${mostDecided})`
}

/** One erasure; null when there is none. */
export async function readErasure(id: string): Promise<StoredErasure | null> {
  const [erasure] = await getSql()<StoredErasure[]>`select ${columns()} from erasure e where e.id = ${id}`
  return erasure ?? null
}

/** Of a player: look-ups, their calls, the transactions they are about, and living keys. */
export async function countCovered(playerId: string): Promise<Coverage> {
  const [row] = await getSql()<Coverage[]>`
    with about as materialized (select lookups_about(${playerId}) as id)
    select (select count(*) from about)::int lookups,
      (select count(distinct made) from lookup_outcome o, unnest(o.exchange_ids) made
       where o.lookup_id in (select id from about))::int calls,
      (select count(distinct l.transaction_id) from lookup l where l.id in (select id from about))::int transactions,
      (select count(*) from keys_about(${playerId}))::int keys`
  return row ?? { lookups: 0, calls: 0, transactions: 0, keys: 0 }
}

/** The living keys under which evidence about a player is sealed. */
export async function readKeysAbout(playerId: string): Promise<readonly string[]> {
  const rows = await getSql()<{ id: string }[]>`select id from keys_about(${playerId}) id order by id`
  return rows.map(({ id }) => id)
}

/** Asks for an erasure, with its event, in one statement. */
export async function insertErasure(
  erasure: Pick<StoredErasure, 'id' | 'playerId' | 'reason' | 'requestedBy'>,
  event: EventRow,
): Promise<ErasureEnd> {
  const { id, playerId, reason, requestedBy } = erasure
  const [row] = await getSql()<{ ended: ErasureEnd }[]>`
    select request_erasure(${id}, ${playerId}, ${reason}, ${requestedBy}, ${JSON.stringify([event])}::text::jsonb) ended`
  return row?.ended ?? 'decided'
}

/** Refuses or withdraws one, with its event, in one statement. */
export async function endErasure(
  id: string,
  ending: 'refused' | 'withdrawn',
  reason: string,
  by: string,
  event: EventRow,
): Promise<ErasureEnd> {
  const [row] = await getSql()<{ ended: ErasureEnd }[]>`
    select end_erasure(${id}, ${ending}, ${reason}, ${by}, ${JSON.stringify([event])}::text::jsonb) ended`
  return row?.ended ?? 'decided'
}

/** Approves one and erases the keys, with its event, in one statement. */
export async function eraseEvidence(
  id: string,
  keyIds: readonly string[],
  reason: string,
  by: string,
  event: EventRow,
): Promise<ErasureEnd> {
  const [row] = await getSql()<{ ended: ErasureEnd }[]>`
    select erase_evidence(${id}, ${arrayLiteral(keyIds)}::text::uuid[], ${reason}, ${by},
      ${JSON.stringify([event])}::text::jsonb) ended`
  return row?.ended ?? 'decided'
}
