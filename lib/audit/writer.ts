import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Actor } from '#lib/access/actor.ts'
import { storableText } from '#lib/json/storable.ts'
import { once } from '#lib/once.ts'
import manifest from '#package.json' with { type: 'json' }
import { canonicalJson, longestText } from './canonical.ts'
import { describeEvent } from './describe.ts'
import type { AuditEvent } from './event.ts'

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
}

/**
 * The row of an event, with this process's next number: whoever composes one must write it, since a missing
 * number reads as a deleted event. The canonical bytes hold everything, the other members are copies of parts
 * of it, for search.
 */
export function composeEvent(actor: Actor, event: AuditEvent): EventRow {
  const { result, object, lookup, reason, payloadSha256, details } = describeEvent(actor, event)
  const writer = getWriter()
  const columns = {
    writer_id: writer.id,
    writer_seq: String(writer.nextNumber++),
    kind: event.kind,
    actor_id: storableText(actor.id, longestText),
    object_type: object?.type ?? null,
    object_id: storable(object?.id),
    lookup_id: lookup?.id ?? null,
    transaction_id: storable(lookup?.transactionId),
    player_id: storable(lookup?.playerId),
    payload_sha256: payloadSha256,
  }
  const canon = canonicalJson({
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
  })
  return { ...columns, canon: Buffer.from(canon).toString('base64') }
}

/** Each process is a writer of its own: a random id and a counter from 1. */
function getWriter() {
  return once('audit writer', () => ({ id: randomUUID(), nextNumber: 1n, node: hostname() }))
}

function storable(text: string | null | undefined): string | null {
  return text == null ? null : storableText(text, longestText)
}
