import type { AuditEvent, EventResult } from './event.ts'

export type EventKind = AuditEvent['kind']

/** What was done, in words for staff. */
export const wordsByKind: Record<EventKind, string> = {
  'lookup.intent': 'Asked a provider',
  'lookup.outcome': 'Answer recorded',
  'lookup.late': 'Late answer recorded',
  'lookup.interrupted': 'Look-up interrupted',
  'lookup.refused': 'Question refused',
  'payload.opened': 'Payload opened',
  'payload.copied': 'Payload copied',
  'audit.searched': 'Audit searched',
  'audit.exported': 'Audit exported',
  'audit.verified': 'Record verified',
  'event.proved': 'Proof of an event given',
  'access.denied': 'Access denied',
  'sign_in.ok': 'Signed in',
  'sign_in.failed': 'Sign-in failed',
  'sign_in.limited': 'Sign-in held back',
  'sign_in.disabled': 'Sign-in of a disabled person',
  sign_out: 'Signed out',
  'session.ended': 'Session ended',
  'session.confirmed': 'Password confirmed',
  'session.not_confirmed': 'Password not confirmed',
  'session.confirm_limited': 'Confirmation held back',
  'user.created': 'Person created',
  'user.role_changed': 'Role changed',
  'user.disabled': 'Person disabled',
  'user.enabled': 'Person enabled',
  'person.link_created': 'Link for a person made',
  'person.link_refused': 'Link refused',
  'person.password_set': 'Password set by link',
  'person.account_linked': 'Account linked',
  'person.account_unlinked': 'Account unlinked',
  'oidc.refused': 'Sign-in service refused',
  'second_factor.set_up': 'Authenticator app set up',
  'second_factor.removed': 'Authenticator app removed',
  'second_factor.reset': 'Second factor reset',
  'second_factor.passed': 'Code accepted',
  'second_factor.failed': 'Code not accepted',
  'second_factor.limited': 'Codes held back',
  'recovery_codes.made': 'Recovery codes made',
  'recovery_code.used': 'Recovery code used',
  'passkey.added': 'Passkey added',
  'passkey.removed': 'Passkey removed',
  'passkey.used': 'Passkey used',
  'passkey.refused': 'Passkey not accepted',
  'password.changed': 'Password changed',
  'password.not_changed': 'Password not changed',
  'token.created': 'Token created',
  'token.revoked': 'Token revoked',
  'connections.loaded': 'Connections loaded',
  'connection.tested': 'Connection tested',
  'hold.set': 'Legal hold set',
  'hold.lifted': 'Legal hold lifted',
  'erasure.requested': 'Erasure asked for',
  'erasure.withdrawn': 'Erasure withdrawn',
  'erasure.refused': 'Erasure refused',
  'evidence.erased': 'Evidence erased',
  'retention.run': 'Retention ran',
  'evidence.rewrapped': 'Evidence keys rewrapped',
  'writer.start': 'Writer started',
  'writer.heartbeat': 'Writer’s heartbeat',
  'event.void': 'Event not written',
  'seal.began': 'Sealing began',
  'seal.anomaly': 'Seal anomaly',
  'seal.key_changed': 'Signing key changed',
  'code.key_changed': 'Key of codes changed',
  'checkpoint.delayed': 'Checkpoint not kept',
  'checkpoint.caught_up': 'Checkpoints caught up',
}

/** Every kind of event, in the order of `wordsByKind`. */
export const eventKinds = listKinds(wordsByKind)

/** How what was tried ended. */
export const wordsByResult: Record<EventResult, string> = {
  ok: 'Done',
  denied: 'Denied',
  failed: 'Failed',
  unknown: 'Unknown',
}

// Object.keys of a total record over the kinds gives the kinds; its type says only `string`.
function listKinds<Kind extends string>(words: Record<Kind, string>): readonly Kind[] {
  return Object.keys(words) as Kind[]
}
