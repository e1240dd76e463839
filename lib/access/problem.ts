import { isDatabaseAway, tookTooLong } from '#db/away.ts'
import type { Capability } from './capabilities.ts'

/** Why something asked for was not done, as staff and API clients are told. */
export type Problem =
  | { readonly kind: 'signed_out'; readonly message: string }
  | { readonly kind: 'denied'; readonly message: string; readonly capability: Capability }
  | { readonly kind: 'invalid'; readonly message: string; readonly fields: FieldProblems }
  | { readonly kind: 'limited'; readonly message: string; readonly resetAt: string }
  | { readonly kind: 'stale_sign_in'; readonly message: string; readonly ways: ConfirmWays }
  | {
      readonly kind: 'second_factor_needed' | 'wrong_credentials' | 'not_found' | 'conflict' | 'unavailable'
      readonly message: string
    }

/** With what somebody can show again that it is they. */
export interface ConfirmWays {
  readonly password: boolean
  /** Beside the password. */
  readonly code: boolean
  readonly passkey: boolean
  /** What the sign-in service is called that they came by before. */
  readonly provider: string | null
}

/** A sentence for each wrong field, by its path with dots; '' is the whole input. */
export type FieldProblems = Readonly<Record<string, string>>

/** An expected "no" from deep inside a feature. Whatever wraps the feature turns it into an answer. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.message)
    this.problem = problem
  }
}

/** The problem that an error stands for; null for a bug, which is thrown on. */
export function findProblem(error: unknown): Problem | null {
  if (error instanceof ProblemError) return error.problem
  if (isDatabaseAway(error)) return unavailable
  if (tookTooLong(error)) return { kind: 'unavailable', message: slow }
  return null
}

export const signedOut: Problem = {
  kind: 'signed_out',
  message: 'You are not signed in, or your session has ended. Sign in and try again.',
}

/** Two factors are wanted, and one was given. */
export const secondFactorNeeded: Problem = {
  kind: 'second_factor_needed',
  message: 'Your role needs a second factor. Set one up, or give it, before anything else.',
}

const slow = 'The database took too long. Try again in a few seconds, or ask for less at once.'

/** The database was away. */
export const unavailable: Problem = {
  kind: 'unavailable',
  message: 'The database cannot be reached. Try again in a few seconds.',
}
