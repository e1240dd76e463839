import type { Actor } from '#lib/access/actor.ts'
import { describeBatchEvent } from './batch-event.ts'
import { describeBatchScheduleEvent } from './batch-schedule-event.ts'
import { describeCheckEvent } from './check-event.ts'
import type { AuditEvent, EventObject, EventResult, RecordedLookup, RecordedResult } from './event.ts'
import { describePersonEvent } from './person-event.ts'
import { describeOutsideEvent } from './outside-event.ts'
import { describeEvidenceEvent } from './evidence-event.ts'
import { describeSearchEvent } from './search-event.ts'
import { describeSecondFactorEvent } from './second-factor-event.ts'
import { describeSignInEvent } from './sign-in-event.ts'
import { describeWriterEvent } from './writer-event.ts'

/** Values of a canonical event. Numbers and booleans are written as words, so that no reader can round them. */
export type EventValue = string | null | readonly string[] | { readonly [name: string]: EventValue }

/** Which look-up, transaction or player an event has to do with. */
interface EventSubject {
  readonly id: string | null
  readonly transactionId: string | null
  readonly playerId: string | null
}

/** What an event says beside who, where and when. */
export interface EventDescription {
  readonly result: EventResult
  readonly object: EventObject | null
  readonly lookup: EventSubject | null
  readonly reason: string | null
  readonly payloadSha256: string | null
  /** What only this kind of event has. */
  readonly details: { readonly [name: string]: EventValue }
}

const nothing = { object: null, lookup: null, reason: null, payloadSha256: null, details: {} }

/** The meaning of each kind of event in the fields that all of them share. */
export function describeEvent(actor: Actor, event: AuditEvent): EventDescription {
  switch (event.kind) {
    case 'lookup.intent': {
      const { lookup, reason, boardId, origin, rowSha256: payloadSha256 } = event
      const details = { board_id: boardId, origin, connection_id: lookup.connectionId }
      const object = lookupObject(lookup)
      return { ...nothing, result: 'ok', object, lookup, reason, payloadSha256, details }
    }
    case 'lookup.outcome':
    case 'lookup.late':
    case 'lookup.interrupted': {
      const { lookup, result, traceId, mappingVersion, evidenceSha256 } = event
      return {
        ...nothing,
        result: resultByOutcome[result.outcome],
        object: lookupObject(lookup),
        lookup,
        payloadSha256: evidenceSha256,
        details: {
          connection_id: lookup.connectionId,
          ...describeResult(result),
          trace_id: traceId,
          mapping_version: mappingVersion,
        },
      }
    }
    case 'lookup.refused': {
      const { connectionId, fields, reason } = event
      const object = connectionId === null ? null : ({ type: 'connection', id: connectionId } as const)
      return { ...nothing, result: 'failed', object, reason, details: { fields } }
    }
    case 'access.denied':
      return {
        ...nothing,
        result: 'denied',
        object: event.object ?? null,
        details: { capability: event.capability },
      }
    case 'sign_in.ok':
    case 'sign_in.failed':
    case 'sign_in.limited':
    case 'sign_in.disabled':
    case 'sign_out':
    case 'session.confirmed':
    case 'session.not_confirmed':
    case 'session.confirm_limited':
    case 'session.ended':
      return { ...nothing, ...describeSignInEvent(actor, event) }
    case 'user.created':
      return {
        ...nothing,
        result: 'ok',
        object: { type: 'person', id: event.personId },
        details: { role: event.role },
      }
    case 'user.role_changed': {
      const details = { from: event.from, role: event.role }
      return { ...nothing, result: 'ok', object: { type: 'person', id: event.personId }, details }
    }
    case 'user.disabled':
    case 'user.enabled':
      return { ...nothing, result: 'ok', object: { type: 'person', id: event.personId } }
    case 'token.created':
    case 'token.revoked':
      return {
        ...nothing,
        result: 'ok',
        object: { type: 'token', id: event.tokenId },
        details: { role: event.role },
      }
    case 'connections.loaded':
      return {
        ...nothing,
        result: 'ok',
        object: { type: 'connections', id: event.sha256 },
        details: { connection_ids: event.connectionIds },
      }
    case 'connection.tested':
      return {
        ...nothing,
        result: event.ok ? 'ok' : 'failed',
        object: { type: 'connection', id: event.connectionId },
        details: { fault: event.fault },
      }
    case 'payload.opened':
    case 'payload.copied': {
      const { lookup, exchange, way } = event
      const details = { connection_id: lookup.connectionId, exchange: String(exchange), way }
      return { ...nothing, result: 'ok', object: lookupObject(lookup), lookup, details }
    }
    case 'audit.searched':
    case 'audit.exported':
      return { ...nothing, ...describeSearchEvent(event) }
    case 'batch.created':
    case 'batch.unreadable':
    case 'batch.mapped':
    case 'batch.submitted':
    case 'batch.approved':
    case 'batch.refused':
    case 'batch.paused':
    case 'batch.resumed':
    case 'batch.cancelled':
    case 'batch.retried':
    case 'batch.finished':
    case 'batch.exported':
      return { ...nothing, ...describeBatchEvent(event) }
    case 'audit.verified':
    case 'event.proved':
      return { ...nothing, ...describeCheckEvent(event) }
    case 'person.link_created':
    case 'person.link_refused':
    case 'person.password_set':
    case 'person.account_linked':
    case 'person.account_unlinked':
    case 'oidc.refused':
      return { ...nothing, ...describePersonEvent(event) }
    case 'checkpoint.delayed':
    case 'checkpoint.caught_up':
    case 'seal.key_changed':
    case 'code.key_changed':
      return { ...nothing, ...describeOutsideEvent(event) }
    case 'hold.set':
    case 'hold.lifted':
    case 'erasure.requested':
    case 'erasure.withdrawn':
    case 'erasure.refused':
    case 'evidence.erased':
    case 'retention.run':
    case 'evidence.rewrapped':
      return { ...nothing, ...describeEvidenceEvent(event) }
    case 'second_factor.set_up':
    case 'second_factor.removed':
    case 'second_factor.reset':
    case 'second_factor.passed':
    case 'second_factor.failed':
    case 'second_factor.limited':
    case 'recovery_codes.made':
    case 'recovery_code.used':
    case 'passkey.added':
    case 'passkey.removed':
    case 'passkey.used':
    case 'passkey.refused':
    case 'password.changed':
    case 'password.not_changed':
      return { ...nothing, ...describeSecondFactorEvent(event) }
    case 'batch.scheduled':
    case 'batch.schedule_ran':
    case 'batch.schedule_ended':
      return { ...nothing, ...describeBatchScheduleEvent(event) }
    case 'writer.start':
    case 'writer.heartbeat':
    case 'event.void':
    case 'seal.began':
    case 'seal.anomaly':
      return { ...nothing, ...describeWriterEvent(event) }
  }
}

const resultByOutcome: Record<RecordedResult['outcome'], EventResult> = {
  answered: 'ok',
  absent: 'ok',
  fault: 'failed',
  interrupted: 'unknown',
}

function lookupObject(lookup: RecordedLookup): EventObject {
  return { type: 'lookup', id: lookup.id }
}

function describeResult(result: RecordedResult) {
  return {
    outcome: result.outcome,
    status: result.status,
    absence: result.absence,
    fault: result.fault,
    phase: result.phase,
    final: result.final === null ? null : String(result.final),
    status_reason: result.statusReason,
  }
}
