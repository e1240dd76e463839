import { recordEvent } from '#lib/audit/record.ts'
import { writeEvent } from '#lib/audit/write.ts'
import { composeEvent } from '#lib/audit/writer.ts'
import type { Actor } from '#lib/access/actor.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { dropTokens, type RateLimit, takeToken } from '#lib/access/rate-limit.ts'
import { findStep } from './code.ts'
import { hashRecoveryCode } from './recovery-codes.ts'
import { openSecret } from './seal-secret.ts'
import { countIfUnused, findSecret, takeRecoveryCode, takeStep } from './store.ts'

/**
 * Codes tried for one person, whoever tries them. Three codes of a million are right at any moment: the daily limit
 * keeps who has the password and guesses all day below one in ten thousand.
 */
export const codeLimits = {
  quarter: { limit: 5, windowMs: 15 * 60_000 },
  day: { limit: 30, windowMs: 24 * 60 * 60_000 },
} as const satisfies Record<string, RateLimit>

/**
 * Takes a code of a person's authenticator app, or one of their recovery codes; each is taken once. `actor` is who
 * gives it, who may not have signed in yet. Counted before anything is compared, and recorded. Throws `limited` or
 * `wrong_credentials`.
 */
export async function useCode(
  actor: Actor,
  personId: string,
  given: string,
): Promise<'code' | 'recovery_code'> {
  await countCode(actor, personId)
  const code = given.replaceAll(/[\s-]/g, '')
  const way = /^\d{6}$/.test(code) ? 'code' : 'recovery_code'
  const taken =
    way === 'code' ? await takeCode(actor, personId, code) : await takeRecovery(actor, personId, code)
  if (!taken) {
    await recordEvent(actor, { kind: 'second_factor.failed', personId })
    throw new ProblemError(wrongCode)
  }
  await Promise.all([dropTokens(keys(personId).quarter), dropTokens(keys(personId).day)])
  return way
}

/** Counts a try against the limits. Throws `limited`, recorded, when there have been too many. */
export async function countCode(actor: Actor, personId: string): Promise<void> {
  const key = keys(personId)
  const taken = await Promise.all([
    takeToken(key.quarter, codeLimits.quarter),
    takeToken(key.day, codeLimits.day),
  ])
  const refusals = taken.filter(({ allowed }) => !allowed)
  if (refusals.length === 0) return
  await recordEvent(actor, { kind: 'second_factor.limited', personId })
  const resetAt = new Date(Math.max(...refusals.map((refusal) => refusal.resetAt.getTime()))).toISOString()
  const message = 'Too many codes were wrong. Wait a while, use a passkey, or ask an administrator.'
  throw new ProblemError({ kind: 'limited', message, resetAt })
}

async function takeCode(actor: Actor, personId: string, code: string): Promise<boolean> {
  const secret = await findSecret(personId)
  const step = secret === null ? null : await findStep(await openSecret(personId, secret), code)
  if (secret === null || step === null) return false
  const event = composeEvent(actor, { kind: 'second_factor.passed', personId })
  return writeEvent(event, () => takeStep(personId, secret, step, event))
}

async function takeRecovery(actor: Actor, personId: string, code: string): Promise<boolean> {
  const hash = hashRecoveryCode(personId, code)
  // Asked first, so that no number of an event is spent on a wrong one.
  const unused = await countIfUnused(personId, hash)
  if (unused === null) return false
  const event = composeEvent(actor, { kind: 'recovery_code.used', personId, left: unused - 1 })
  return writeEvent(event, () => takeRecoveryCode(personId, hash, event))
}

const keys = (personId: string) => ({ quarter: `code ${personId}`, day: `code day ${personId}` })

const wrongCode = {
  kind: 'wrong_credentials',
  message: 'The code is wrong, or was used before. Wait for the next one.',
} as const
