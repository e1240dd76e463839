import type { ConnectionDescription } from '#lib/connections/describe.ts'
import { formatSpan } from '#lib/format-span.ts'
import type { Absence, Fault, Outcome, Status } from '#lib/providers/vocabulary.ts'
import type { LookupView } from './public.ts'

/** What happened, and what to do or say, in words that can be read to a player on the phone. */
export interface Advice {
  readonly title: string
  readonly advice: string
}

type Advised = Pick<LookupView, 'outcome' | 'status' | 'absence' | 'fault' | 'statusReason' | 'input'>

/** What is known of the provider that was asked. */
type Provider = Pick<ConnectionDescription, 'keepsForMs' | 'inputs'>

/**
 * The advice on a look-up: on its absence or fault, when it was interrupted, and on the statuses that mislead.
 * `provider` is null when the desk no longer has the connection. Null when the answer speaks for itself or is
 * still awaited.
 */
export function findAdvice(lookup: Advised, provider: Provider | null): Advice | null {
  const outcome: Outcome | null = lookup.outcome
  switch (outcome) {
    case null:
      return null
    case 'answered':
      return lookup.status && adviceByStatus[lookup.status]
    case 'absent':
      return lookup.absence && adviseOnAbsence(lookup.absence, lookup, provider)
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
    advice: 'Read the provider’s own code and words; do not tell the player that it succeeded or failed.',
  },
  not_applicable: {
    title: 'A balance, not a transaction',
    advice:
      'This provider only tells the player’s balance. It says nothing about what became of the transaction.',
  },
}

function adviseOnAbsence(absence: Absence, lookup: Advised, provider: Provider | null): Advice {
  if (absence !== 'not_found') return adviceByAbsence[absence]
  if (lookup.statusReason === 'player_not_found') return noSuchPlayer
  return {
    title: 'The provider does not have it',
    advice: `Check the ids first. ${whyAbsent(lookup, provider)}`,
  }
}

const noSuchPlayer: Advice = {
  title: 'The provider does not know this player',
  advice:
    'Check the player’s id or name, and that this is the connection they play on. It says nothing about any money.',
}

/** That it never was can be said only where it cannot have been forgotten. */
function whyAbsent({ input }: Advised, provider: Provider | null): string {
  const keepsForMs = provider?.keepsForMs ?? null
  if (keepsForMs === null)
    return 'If they are right, the provider has no record of it: compare with our wallet before you tell the player that no money moved.'
  const span = formatSpan(keepsForMs)
  const moment = provider?.inputs.find(({ type }) => type === 'instant')
  if (moment && input[moment.name] !== undefined)
    return `If they and “${moment.label}” are right, this transaction never reached the provider: it keeps them for ${span}.`
  const tell = moment ? ` Ask again with “${moment.label}” to know which.` : ''
  return `If they are right, it never reached the provider, or it is older than the ${span} for which this provider keeps transactions.${tell}`
}

const adviceByAbsence: Record<Exclude<Absence, 'not_found'>, Advice> = {
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
