import type { Absence, Fault, Outcome, Status } from '#lib/providers/vocabulary.ts'
import type { PublicLookup } from './public.ts'

/** What happened, and what to do or say, in words that can be read to a player on the phone. */
export interface Advice {
  readonly title: string
  readonly advice: string
}

/**
 * The advice on a look-up: on its absence or fault, when it was interrupted, and on the statuses that mislead.
 * Null when the answer speaks for itself or is still awaited.
 */
export function findAdvice(
  lookup: Pick<PublicLookup, 'outcome' | 'status' | 'absence' | 'fault'>,
): Advice | null {
  const outcome: Outcome | null = lookup.outcome
  switch (outcome) {
    case null:
      return null
    case 'answered':
      return lookup.status && adviceByStatus[lookup.status]
    case 'absent':
      return lookup.absence && adviceByAbsence[lookup.absence]
    case 'fault':
      return lookup.fault && adviceByFault[lookup.fault]
    case 'interrupted':
      return interrupted
  }
}

const interrupted: Advice = {
  title: 'Asked, but the answer was lost on our side',
  advice:
    'The question went out and the desk stopped before the answer was recorded. It says nothing about the money. Ask again; a status check changes nothing.',
}

const adviceByStatus: Record<Status, Advice | null> = {
  pending: {
    title: 'Not settled yet',
    advice:
      'The provider knows the transaction and is still working on it. Ask again later; nothing is lost.',
  },
  succeeded: null,
  declined: null,
  failed: null,
  rolled_back: null,
  timed_out: {
    title: 'The provider does not know how it ended',
    advice:
      'Its own record says that its call timed out. The money may or may not have moved: compare with our wallet before you promise anything.',
  },
  unknown: {
    title: 'A status this desk does not know',
    advice:
      'Read the provider’s own code and words; do not tell the player that it succeeded or failed. An administrator sees a notice about the new code.',
  },
  not_applicable: {
    title: 'A balance, not a transaction',
    advice:
      'This provider only tells the player’s balance. It says nothing about what became of the transaction.',
  },
}

const adviceByAbsence: Record<Absence, Advice> = {
  not_found: {
    title: 'The provider does not have it',
    advice:
      'Check the id and the player first. If both are right, this transaction never reached the provider: no money moved there.',
  },
  not_found_or_processing: {
    title: 'Not found, or still being processed',
    advice:
      'The provider answers the same for both. It may appear in some minutes: ask again before you tell the player that it does not exist.',
  },
  not_in_answer: {
    title: 'Left out of the answer',
    advice:
      'The provider answered and did not mention this transaction. Check the transaction, player and game ids; if they are right, treat it as not found and ask the provider.',
  },
  expired: {
    title: 'Too old for the provider',
    advice:
      'The provider no longer keeps transactions of this age, so it can say nothing. Use an earlier look-up in the history, or ask the provider in writing.',
  },
}

const adviceByFault: Record<Fault, Advice> = {
  invalid_request: {
    title: 'The provider refused the question',
    advice:
      'Something in what was asked is not acceptable to it. Read its words, correct the field and ask again.',
  },
  unauthorized: {
    title: 'The provider did not accept our credentials',
    advice:
      'Nothing the player did. Tell an administrator: the key or signature of this connection needs attention.',
  },
  forbidden: {
    title: 'The provider does not let us ask this',
    advice: 'Our access does not cover it. Tell an administrator, who can have it extended by the provider.',
  },
  rate_limited: {
    title: 'Too many questions at once',
    advice:
      'The provider asks us to slow down. Ask again when it says, or in some minutes where it says nothing.',
  },
  provider_error: {
    title: 'The provider had an error',
    advice:
      'It says nothing about the money. Ask again in a few minutes; if it persists, tell an administrator.',
  },
  timeout: {
    title: 'No answer in time',
    advice: 'The provider is slow or stuck. It says nothing about the money. Ask again.',
  },
  unreachable: {
    title: 'The provider could not be reached',
    advice: 'The line to it is down or was cut. It says nothing about the money. Ask again in a few minutes.',
  },
  unreadable: {
    title: 'The answer could not be read',
    advice:
      'Something came back that is not what the provider documents. The raw reply is kept; tell an administrator, and do not guess from it.',
  },
  too_large: {
    title: 'The answer was too large',
    advice: 'It was cut off and not read. Tell an administrator; the limit of this connection can be raised.',
  },
  mismatch: {
    title: 'An answer about something else',
    advice:
      'The provider answered about another transaction or player than the one asked about. Do not use it. Check the ids; if they are right, tell an administrator.',
  },
  redirect: {
    title: 'The provider sent us elsewhere',
    advice:
      'Redirects are not followed, for safety. Tell an administrator: the address of this connection may have changed.',
  },
  circuit_open: {
    title: 'Not asked: the connection is paused',
    advice:
      'It failed many times in a row, so the desk rests it and tries by itself every few seconds. Ask again shortly.',
  },
  cancelled: {
    title: 'Cancelled before an answer',
    advice: 'The question was called off. It says nothing about the money. Ask again if you need the answer.',
  },
}
