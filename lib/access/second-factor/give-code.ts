import { z } from 'zod'
import { anonymousActor } from '#lib/access/actor.ts'
import { parseInput } from '#lib/access/parse-input.ts'
import { findProof, takeProof } from '#lib/access/pending-proof.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { describeRequest } from '#lib/access/request.ts'
import { isSignInMethod, type SignInMethod } from '#lib/access/sign-in-method.ts'
import { type SignedIn, startSession } from '#lib/access/start-session.ts'
import { findPersonById } from '#lib/access/store.ts'
import { dropHeld, readHeld } from './code-needed.ts'
import { useCode } from './use-code.ts'

export const codeText = z
  .string('must be text')
  .trim()
  .min(1, 'must not be empty')
  .max(30, 'must be at most 30 characters')
const codeSchema = z.object({ code: codeText })

/** Whether this browser has given its first factor and owes the code. */
export async function isCodeAwaited(headers: Headers): Promise<boolean> {
  const held = readHeld(headers)
  return held !== null && (await findProof(held, 'code')) !== null
}

/** Finishes a sign-in by a code. Throws `signed_out` when none is under way, and what `useCode` and `startSession` throw. */
export async function giveCode(given: unknown, headers: Headers): Promise<SignedIn> {
  const { code } = parseInput(codeSchema, given)
  const held = readHeld(headers)
  const begun = held === null ? null : await findProof(held, 'code')
  const person = begun?.personId == null ? null : await findPersonById(begun.personId)
  if (held === null || !begun || !person) throw new ProblemError(tooLate)
  const way = await useCode(anonymousActor(describeRequest(headers)), person.id, code)
  if (!(await takeProof(held, 'code'))) throw new ProblemError(tooLate)
  const signedIn = await startSession(person, methodWith(begun.method, way), headers)
  return { ...signedIn, setCookies: [...signedIn.setCookies, dropHeld()] }
}

function methodWith(first: string | null, way: 'code' | 'recovery_code'): SignInMethod {
  const method = `${first ?? ''}_and_${way}`
  if (!isSignInMethod(method)) throw new Error(`There is no way to sign in that is called ${method}.`)
  return method
}

const tooLate = {
  kind: 'signed_out',
  message: 'This took longer than ten minutes, or was finished elsewhere. Sign in again.',
} as const
