import { systemActor } from '#lib/access/actor.ts'
import { canonicalJson } from '#lib/audit/canonical.ts'
import { describeEvent } from '#lib/audit/describe.ts'
import type { AuditEvent } from '#lib/audit/event.ts'
import { insertEvents } from '#lib/audit/store.ts'
import { composeEvent, type EventRow } from '#lib/audit/writer.ts'

const actor = systemActor('benchmark')
let made = 0

/** The row of another event, as the desk makes it. */
export function compose(): EventRow {
  return composeEvent(actor, nextEvent())
}

/** The same columns and bytes made the same way, but for the number and the code. */
export function composePlain(): Omit<EventRow, 'writer_id' | 'writer_seq' | 'mac'> {
  const event = nextEvent()
  const { result, object, lookup, reason, payloadSha256, details } = describeEvent(actor, event)
  const columns = {
    kind: event.kind,
    actor_id: actor.id,
    object_type: object?.type ?? null,
    object_id: object?.id ?? null,
    lookup_id: lookup?.id ?? null,
    transaction_id: lookup?.transactionId ?? null,
    player_id: lookup?.playerId ?? null,
    payload_sha256: payloadSha256,
  }
  const canon = canonicalJson({
    ...columns,
    writer_id: '0198c1de-0000-7000-8000-000000000001',
    writer_seq: String(made),
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
    app_version: '0.1.0',
    node_id: 'benchmark',
    mac_key: '0123456789abcdef',
  })
  return {
    ...columns,
    canon: Buffer.from(canon).toString('base64'),
    result,
    connection_id: object?.id ?? null,
    reason,
    ip: actor.ip,
  }
}

/** Writes so many events, and has them all there when it comes back. */
export async function fillRecord(count: number): Promise<void> {
  let left = count
  await Promise.all(
    Array.from({ length: 3 }, async () => {
      while (left > 0) {
        left -= 1000
        await insertEvents(Array.from({ length: 1000 }, compose))
      }
    }),
  )
}

function nextEvent(): AuditEvent {
  made += 1
  const fields = ['amount', `t-${made}`]
  return { kind: 'lookup.refused', connectionId: 'gr8-main', fields, reason: `reason p-${made % 5000}` }
}
