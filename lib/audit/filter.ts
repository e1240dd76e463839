import { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import type { EventResult, RecordedFilter } from './event.ts'
import { eventKinds } from './words.ts'

export const eventResults = ['ok', 'denied', 'failed', 'unknown'] as const satisfies readonly EventResult[]

const instant = z.iso.datetime({
  offset: true,
  error: 'must be a time with its zone, such as 2026-11-01T14:00:00Z',
})
const text = (longest: number) =>
  z.string('must stand once').max(longest, `must be at most ${longest} characters`)

/** How the audit can be narrowed; the same in the URL of the page and of its exports. */
export const auditFilter = z.strictObject({
  kind: z.enum(eventKinds, 'is no kind of event').optional(),
  result: z.enum(eventResults, `must be one of ${eventResults.join(', ')}`).optional(),
  /** Who did it: an actor's id, `me`, or `people` for everybody but the desk itself. */
  by: text(200).optional(),
  playerId: text(500).optional(),
  transactionId: text(500).optional(),
  connection: text(200).optional(),
  /** What it was done to, as `type:id`. */
  object: text(600)
    .regex(/^[a-z]+:./, 'must be a type and an id, such as lookup:0198c1de-…')
    .optional(),
  /** The whole reason or case, as it was given. */
  reason: text(500).optional(),
  ip: text(50).optional(),
  from: instant.optional(),
  /** Exclusive. */
  to: instant.optional(),
  /** From the page before: events older than it. */
  cursor: z
    .string()
    .regex(/^\d{1,18}$/, 'is not a cursor of this list')
    .optional(),
})
export type AuditFilter = z.output<typeof auditFilter>

/** How far a filter reaches: to the actor's own events, or to everyone's. It is the capability it needs. */
export function reachOf(actor: Actor, { by }: AuditFilter): 'audit.own' | 'audit.read' {
  return by === 'me' || by === actor.id ? 'audit.own' : 'audit.read'
}

/** The filter as an event names it. */
export function toRecorded(filter: AuditFilter): RecordedFilter {
  return Object.fromEntries(Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : [])))
}
