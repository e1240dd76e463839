import type { FilterField } from '#components/filter-bar/filter-text.ts'
import type { KnownActor } from '#lib/audit/actors.ts'
import { eventResults } from '#lib/audit/filter.ts'
import { eventKinds, wordsByKind, wordsByResult } from '#lib/audit/words.ts'
import type { ConnectionDescription } from '#lib/connections/describe.ts'

interface Choices {
  readonly connections: readonly ConnectionDescription[]
  /** Who can be named; null where only one's own is shown. */
  readonly actors: readonly KnownActor[] | null
}

/** The fields by which the audit can be narrowed. */
export function listFilterFields({ connections, actors }: Choices): readonly FilterField[] {
  return [
    {
      param: 'kind',
      word: 'kind',
      label: 'What',
      values: eventKinds.map((kind) => ({ value: kind, label: wordsByKind[kind] })),
    },
    {
      param: 'result',
      word: 'result',
      label: 'Result',
      values: eventResults.map((result) => ({ value: result, label: wordsByResult[result] })),
    },
    ...(actors === null ? [] : [{ param: 'by', word: 'by', label: 'Who', values: listPeople(actors) }]),
    { param: 'playerId', word: 'player', label: 'Player' },
    { param: 'transactionId', word: 'transaction', label: 'Transaction' },
    {
      param: 'connection',
      word: 'connection',
      label: 'Connection',
      ...(connections.length > 0 && { values: connections.map(({ id, label }) => ({ value: id, label })) }),
    },
    { param: 'reason', word: 'reason', also: ['case'], label: 'Reason or case' },
    { param: 'ip', word: 'ip', label: 'Address (IP)' },
    { param: 'object', word: 'object', label: 'Object' },
    { param: 'from', word: 'from', label: 'From' },
    { param: 'to', word: 'to', label: 'To' },
  ]
}

function listPeople(actors: readonly KnownActor[]) {
  return [
    { value: 'people', label: 'Everybody but the desk itself' },
    { value: 'me', label: 'Me' },
    ...actors.map(({ id, name }) => ({ value: id, label: name })),
  ]
}
