import { z } from 'zod'
import { writeEvent } from '#lib/audit/write.ts'
import { composeEvent } from '#lib/audit/writer.ts'
import type { Actor } from './actor.ts'
import { assertCan } from './deny.ts'
import { describeDevice } from './describe-device.ts'
import { ProblemError, signedOut } from './problem.ts'
import { endSessionById, endSessionsOf, findSessionById, listSessions } from './session-store.ts'

/** A way somebody is signed in at present. */
export interface OpenDevice {
  readonly id: string
  /** Such as `Firefox on Windows`, from what the browser says of itself. */
  readonly device: string
  /** Where it was opened from, where that can be trusted. */
  readonly ip: string | null
  /** ISO 8601. */
  readonly startedAt: string
  readonly lastSeenAt: string
  readonly expiresAt: string
  /** The one that is asking. */
  readonly own: boolean
}

const someId = z.string().regex(/^[\w-]{1,64}$/, 'is not an id')
export const endSessionInput = z.object({ id: someId })
export const endSessionsInput = z.object({ personId: someId })

/** Where the actor is signed in, the last used first. */
export async function listOwnSessions(actor: Actor): Promise<readonly OpenDevice[]> {
  if (actor.kind !== 'user') throw new ProblemError(signedOut)
  return describeSessions(actor, actor.id)
}

/** Where another person is signed in. Throws a `denied` problem to who manages no people. */
export async function listSessionsOf(actor: Actor, personId: string): Promise<readonly OpenDevice[]> {
  await assertCan(actor, 'person.manage', { type: 'person', id: personId })
  return describeSessions(actor, personId)
}

/** Ends one session: one's own, or anybody's for who manages people. One that has ended is no problem. */
export async function endSession(actor: Actor, { id }: z.output<typeof endSessionInput>): Promise<void> {
  const found = await findSessionById(id)
  // Whether there is such a session of somebody else's is not told to who may not end it.
  if (found?.personId !== actor.id) await assertCan(actor, 'person.manage')
  if (!found) return
  const { personId, hash: sessionHash } = found
  const event = composeEvent(actor, { kind: 'session.ended', personId, sessionHash })
  await writeEvent(event, () => endSessionById(id, event))
}

/** Ends all sessions of a person: one's own, this one among them, or anybody's for who manages people. */
export async function endAllSessions(
  actor: Actor,
  { personId }: z.output<typeof endSessionsInput>,
): Promise<void> {
  if (personId !== actor.id) await assertCan(actor, 'person.manage', { type: 'person', id: personId })
  const event = composeEvent(actor, { kind: 'session.ended', personId, sessionHash: null })
  await writeEvent(event, () => endSessionsOf(personId, event))
}

async function describeSessions(actor: Actor, personId: string): Promise<readonly OpenDevice[]> {
  const sessions = await listSessions(personId)
  return sessions.map(({ id, hash, userAgent, ip, startedAt, lastSeenAt, expiresAt }) => ({
    id,
    device: describeDevice(userAgent),
    ip,
    startedAt,
    lastSeenAt,
    expiresAt,
    own: hash === actor.sessionHash,
  }))
}
