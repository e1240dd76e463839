import { getSql } from '#db/client.ts'
import type { HoldSubjectKind } from '#lib/audit/evidence-event.ts'
import type { EventRow } from '#lib/audit/writer.ts'

export interface StoredHold {
  readonly id: string
  readonly subjectKind: HoldSubjectKind
  readonly subject: string
  readonly reason: string
  readonly setBy: string
  /** ISO 8601. */
  readonly setAt: string
  /** Null while it is in force. */
  readonly liftedAt: string | null
  readonly liftedBy: string | null
  readonly liftReason: string | null
}

const columns = () => getSql()`
  h.id, h.subject_kind "subjectKind", h.subject, h.reason, h.set_by "setBy", iso(h.set_at) "setAt",
  iso(h.lifted_at) "liftedAt", h.lifted_by "liftedBy", h.lift_reason "liftReason"`

/** Holds in force, the newest first, then those that were lifted last. */
export async function readHolds(mostLifted: number): Promise<readonly StoredHold[]> {
  const sql = getSql()
  return sql<StoredHold[]>`
    (select ${columns()} from legal_hold h where h.lifted_at is null order by h.set_at desc, h.id)
    union all
    (select ${columns()} from legal_hold h where h.lifted_at is not null
     order by h.lifted_at desc, h.id limit ${mostLifted})`
}

/** One hold; null when there is none. */
export async function readHold(id: string): Promise<StoredHold | null> {
  const [hold] = await getSql()<StoredHold[]>`select ${columns()} from legal_hold h where h.id = ${id}`
  return hold ?? null
}

/** The holds in force that keep evidence about a player from being erased. */
export async function readHoldsOn(playerId: string): Promise<readonly StoredHold[]> {
  return getSql()<StoredHold[]>`select ${columns()} from holds_on(${playerId}) h order by h.set_at, h.id`
}

/** False, and nothing is written, when there is one on the same already. */
export async function insertHold(
  hold: Pick<StoredHold, 'id' | 'subjectKind' | 'subject' | 'reason' | 'setBy'>,
  event: EventRow,
): Promise<boolean> {
  const { id, subjectKind, subject, reason, setBy } = hold
  const [row] = await getSql()<{ done: boolean }[]>`
    select set_hold(${id}, ${subjectKind}, ${subject}, ${reason}, ${setBy}, ${JSON.stringify([event])}::text::jsonb) done`
  return row?.done === true
}

/** False, and nothing is written, when it was lifted already. */
export async function liftStoredHold(
  id: string,
  reason: string,
  by: string,
  event: EventRow,
): Promise<boolean> {
  const [row] = await getSql()<{ done: boolean }[]>`
    select lift_hold(${id}, ${reason}, ${by}, ${JSON.stringify([event])}::text::jsonb) done`
  return row?.done === true
}
