import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { type Actor, systemActor } from '#lib/access/actor.ts'
import { storableText } from '#lib/json/storable.ts'
import { once } from '#lib/once.ts'
import manifest from '#package.json' with { type: 'json' }
import { canonicalJson, longestText } from './canonical.ts'
import { describeEvent } from './describe.ts'
import type { AuditEvent, EventResult } from './event.ts'
import { listMacKeys, macOfEvent } from './mac.ts'
import { deliver } from './own-events.ts'

/** An event as the SQL functions of the record take it, as a member of a JSON array. */
export interface EventRow {
  readonly writer_id: string
  readonly writer_seq: string
  readonly kind: string
  readonly actor_id: string
  readonly object_type: string | null
  readonly object_id: string | null
  readonly lookup_id: string | null
  readonly transaction_id: string | null
  readonly player_id: string | null
  /** Base64 of the canonical JSON in UTF-8. */
  readonly canon: string
  /** Hex. */
  readonly payload_sha256: string | null
  /** Hex of the HMAC of the canonical bytes. */
  readonly mac: string
  readonly result: EventResult
  readonly connection_id: string | null
  readonly reason: string | null
  readonly ip: string | null
}

const heartbeatMs = 10_000
const itself = systemActor('writer')

/**
 * The row of an event, with this process's next number: whoever composes one must write it through `writeEvents`,
 * since a missing number reads as a deleted event. The canonical bytes hold everything, the other members are
 * copies of parts of it, for search.
 */
export function composeEvent(actor: Actor, event: AuditEvent): EventRow {
  const writer = getWriter()
  writer.heartbeat ??= setTimeout(beat, heartbeatMs).unref()
  return composeRow(actor, event, (writer.lastNumber += 1n))
}

/** Fills the numbers of events that were not written after all. Where one of them stands in the record, it stays. */
export function voidEvents(rows: readonly EventRow[]): void {
  const { id } = getWriter()
  const voids = rows.map(({ writer_seq }) => {
    const number = BigInt(writer_seq)
    const event = { kind: 'event.void', writerId: id, first: number, last: number, cause: 'refused' } as const
    return composeRow(itself, event, number)
  })
  deliver(voids)
}

function composeRow(actor: Actor, event: AuditEvent, number: bigint): EventRow {
  const { result, object, lookup, reason, payloadSha256, details } = describeEvent(actor, event)
  const writer = getWriter()
  const columns = {
    writer_id: writer.id,
    writer_seq: String(number),
    kind: event.kind,
    actor_id: storableText(actor.id, longestText),
    object_type: object?.type ?? null,
    object_id: storable(object?.id),
    lookup_id: lookup?.id ?? null,
    transaction_id: storable(lookup?.transactionId),
    player_id: storable(lookup?.playerId),
    payload_sha256: payloadSha256,
  }
  const canon = Buffer.from(
    canonicalJson({
      ...columns,
      actor_kind: actor.kind,
      actor_role: actor.role,
      session: actor.sessionHash,
      token_id: actor.tokenId,
      ip: actor.ip,
      user_agent_sha256: actor.userAgentHash,
      request_id: actor.requestId,
      result,
      reason,
      details,
      app_time: new Date().toISOString(),
      app_version: manifest.version,
      node_id: writer.node,
      mac_key: listMacKeys().current,
    }),
  )
  const connectionId = details['connection_id'] ?? (object?.type === 'connection' ? object.id : null)
  return {
    ...columns,
    canon: canon.toString('base64'),
    mac: macOfEvent(canon).toString('hex'),
    result,
    connection_id: typeof connectionId === 'string' ? storable(connectionId) : null,
    reason: storable(reason),
    ip: storable(actor.ip),
  }
}

interface Writer {
  readonly id: string
  readonly node: string
  lastNumber: bigint
  heartbeat: NodeJS.Timeout | null
}

/** Each process is a writer of its own: a random id and a counter from 1, which is its announcement. */
function getWriter(): Writer {
  const writer = once<Writer>('audit writer', () => ({
    id: randomUUID(),
    node: hostname(),
    lastNumber: 0n,
    heartbeat: null,
  }))
  if (writer.lastNumber === 0n) {
    writer.lastNumber = 1n
    deliver([composeRow(itself, { kind: 'writer.start', writerId: writer.id }, 1n)])
  }
  return writer
}

function beat() {
  const writer = getWriter()
  writer.heartbeat = null
  const event = { kind: 'writer.heartbeat', writerId: writer.id, lastNumber: writer.lastNumber } as const
  deliver([composeRow(itself, event, (writer.lastNumber += 1n))])
}

function storable(text: string | null | undefined): string | null {
  return text == null ? null : storableText(text, longestText)
}
