import type { CallOutcomes } from '#lib/lookups/record.ts'
import type { Outcome } from '#lib/lookups/outcomes.ts'
import type { Fault } from '#lib/providers/vocabulary.ts'
import type { ItemOutcome } from './engine-store.ts'

/** How long a row rests before it is asked again, by how often it was asked: in milliseconds. */
export type BackOff = (asked: number) => number

/** A second, four, sixteen; half as much or half as much again, so that rows that failed together do not come back together. */
export const backOff: BackOff = (asked) => Math.round(1_000 * 4 ** asked * (0.5 + Math.random()))

/** What went wrong on the way, or on the provider's side, and may be right the next time. */
const passing: ReadonlySet<Fault> = new Set([
  'timeout',
  'unreachable',
  'rate_limited',
  'circuit_open',
  'cancelled',
])
/** What one row may bring upon all rows of a call. */
const shared: ReadonlySet<Fault> = new Set(['provider_error', 'invalid_request', 'unreadable', 'too_large'])

/** Whether an outcome leaves a row worth asking again, and whether its provider may have been asked. */
export function judgeOutcome(
  outcome: Outcome,
  { outcomes }: Pick<CallOutcomes, 'outcomes'>,
): Pick<ItemOutcome, 'again' | 'counted'> {
  const { answer } = outcome
  if (answer === null) return { again: true, counted: 1 }
  if (answer.fault === null) return { again: false, counted: 1 }
  if (answer.phase === 'wait' && outcome.exchanges.length === 0)
    return { again: passing.has(answer.fault), counted: 0 }
  return {
    again: passing.has(answer.fault) || isServerError(outcome) || isOfAll(answer.fault, outcomes),
    counted: 1,
  }
}

function isServerError({ answer, exchanges }: Outcome): boolean {
  return answer?.fault === 'provider_error' && (exchanges.at(-1)?.status ?? 0) >= 500
}

/** The call was refused as a whole, and nobody says for which row: asked in smaller calls the others get their answers. */
function isOfAll(fault: Fault, outcomes: readonly Outcome[]): boolean {
  return outcomes.length > 1 && shared.has(fault) && outcomes.every(({ answer }) => answer?.fault === fault)
}
