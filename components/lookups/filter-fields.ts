import type { FilterField } from '#components/filter-bar/filter-text.ts'
import { lookByStatus } from '#components/status-look.ts'
import type { Asker } from '#lib/lookups/askers.ts'
import { type Outcome, outcomes, statuses } from '#lib/providers/vocabulary.ts'

interface Choices {
  readonly connections: readonly { readonly id: string; readonly label: string }[]
  /** Who can be named beside oneself. */
  readonly askers: readonly Asker[]
}

/** The fields by which the history can be narrowed. */
export function listFilterFields({ connections, askers }: Choices): readonly FilterField[] {
  const people = askers.map(({ id, name }) => ({ value: id, label: name }))
  return [
    {
      param: 'connection',
      word: 'connection',
      label: 'Connection',
      values: connections.map(({ id, label }) => ({ value: id, label })),
    },
    {
      param: 'status',
      word: 'status',
      label: 'Status',
      values: statuses.map((status) => ({ value: status, label: lookByStatus[status].word })),
    },
    {
      param: 'outcome',
      word: 'outcome',
      label: 'Outcome',
      values: outcomes.map((outcome) => ({ value: outcome, label: wordsByOutcome[outcome] })),
    },
    { param: 'transactionId', word: 'transaction', label: 'Transaction' },
    { param: 'playerId', word: 'player', label: 'Player' },
    { param: 'by', word: 'by', label: 'Asked by', values: [{ value: 'me', label: 'Me' }, ...people] },
    { param: 'from', word: 'from', label: 'From' },
    { param: 'to', word: 'to', label: 'To' },
    { param: 'request', word: 'request', label: 'Request' },
  ]
}

/** What became of a question, whatever the answer says. */
const wordsByOutcome: Record<Outcome, string> = {
  answered: 'Answered',
  absent: 'Provider does not have it',
  fault: 'No answer: a fault',
  interrupted: 'Interrupted on our side',
}
