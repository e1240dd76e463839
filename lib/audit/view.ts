import { z } from 'zod'

/** An event as it is stored. */
export interface EventRecord {
  /** Decimal. */
  readonly id: string
  /** By the clock of the database; ISO 8601 in UTC with microseconds. */
  readonly recordedAt: string
  readonly dbRole: string
  /** A newer desk may have written a kind that this one does not know. */
  readonly kind: string
  readonly result: string | null
  readonly actorId: string
  readonly objectType: string | null
  readonly objectId: string | null
  readonly lookupId: string | null
  readonly transactionId: string | null
  readonly playerId: string | null
  readonly connectionId: string | null
  readonly reason: string | null
  readonly ip: string | null
  /** Hex of its writer's code over the canonical bytes. */
  readonly mac: string
  /** Hex of its leaf in the sealed tree. */
  readonly leafHash: string
  /** The canonical JSON, to the byte. */
  readonly canon: string
}

/** An event with the name of who did it. */
export interface EventView extends EventRecord {
  /** Null when the actor is neither a person nor a token. */
  readonly actorName: string | null
  /** Everything its canonical bytes hold. */
  readonly members: EventMembers
}

/** Members of a canonical event by name, nested ones as `details.connection_id`; numbers and booleans are words. */
export type EventMembers = ReadonlyMap<string, string | null>

const canonical = z.record(z.string(), z.unknown())

/** Gives a stored event its members and a name. */
export function toEventView(record: EventRecord, names: ReadonlyMap<string, string>): EventView {
  const members = new Map(listMembers(canonical.parse(JSON.parse(record.canon)), ''))
  return { ...record, actorName: names.get(record.actorId) ?? null, members }
}

function listMembers(
  value: Readonly<Record<string, unknown>>,
  within: string,
): readonly (readonly [string, string | null])[] {
  return Object.entries(value).flatMap(([name, member]) => {
    const path = within + name
    if (member === null || typeof member === 'string') return [[path, member] as const]
    if (Array.isArray(member)) return [[path, member.map(String).join(', ')] as const]
    const nested = canonical.safeParse(member)
    return nested.success ? listMembers(nested.data, `${path}.`) : [[path, String(member)] as const]
  })
}
