import { describe, expect, it } from 'vitest'
import { adapters } from '#lib/providers/registry.ts'
import { openCheck } from './check-row.ts'
import type { Spoilt } from './intake/row.ts'
import { judgeMapping, proposeMapping } from './mapping.ts'

const connections = new Map(
  adapters.map((adapter) => [`${adapter.key}-1`, { id: `${adapter.key}-1`, label: adapter.label, adapter }]),
)
const inputsOf = (columns: readonly string[], connection: string) => {
  const proposed = proposeMapping(columns, connections, connection).inputs[connection] ?? {}
  return Object.fromEntries(
    Object.entries(proposed).map(([name, source]) => [
      name,
      'column' in source ? columns[source.column] : null,
    ]),
  )
}

describe('what columns mean', () => {
  it.each([
    ['fizzy-bubbly-1', ['TransactionID'], { transactionId: 'TransactionID' }],
    ['fizzy-bubbly-1', ['Amount', 'Tx ID'], { transactionId: 'Tx ID' }],
    ['gr8-tech-1', ['id', 'customer'], { transactionId: 'id', playerId: 'customer' }],
    [
      'gr8-tech-1',
      ['userId', 'player_id', 'transaction_id'],
      { playerId: 'player_id', transactionId: 'transaction_id' },
    ],
    [
      'fungamess-1',
      ['transactionId', 'playerId', 'Game'],
      { transactionId: 'transactionId', userId: 'playerId', gameId: 'Game' },
    ],
    ['oneforbet-1', ['username', 'token', 'Currency'], { username: 'username', currency: 'Currency' }],
    ['fantasy-goal-1', ['token', 'player_id'], { token: 'token', player_id: 'player_id' }],
    ['gr8-tech-1', ['', ' ', 'Betrag'], {}],
  ])('%s of %j', (connection, columns, expected) => {
    expect(inputsOf(columns, connection)).toEqual(expected)
  })

  it('chooses the connection when only one can be asked', () => {
    expect(proposeMapping(['username', 'currency'], connections, null).connection).toBe('oneforbet-1')
    expect(proposeMapping(['transaction_id', 'user_id'], connections, null).connection).toBeNull()
  })

  it('is judged', () => {
    const inputs = {
      'fantasy-goal-1': { token: { value: 'x' }, amount: { column: 7 }, nothing: { column: 0 } },
    }
    expect(judgeMapping({ connection: 'x', connectionColumn: 9, inputs }, ['a'], connections)).toEqual([
      'There is no connection “x”.',
      'Either one connection is meant or a column names it, not both.',
      'There is no column 10.',
      'Session token is secret, and cannot be the same for every row: give it a column.',
      'There is no column 8.',
      'Fantasy Goal has no input “nothing”.',
    ])
  })
})

describe('a row', () => {
  const columns = ['id', 'when', 'who']
  const check = openCheck(
    {
      connection: 'gr8-tech-1',
      connectionColumn: null,
      inputs: {
        'gr8-tech-1': { transactionId: { column: 0 }, occurredAt: { column: 1 }, playerId: { value: 'p-1' } },
      },
    },
    columns,
    connections,
  )
  const problemsOf = (id: string, spoilt: readonly Spoilt[] = [], when = '') =>
    check([id, when, ''], spoilt).problems.map(({ column, reason }) => `${column}: ${reason}`)

  it.each(['007', '1e5', '1E5', '18446744073709551616', '="007"', ' 007 ', '-5', '2026-11-20'])(
    'keeps %j',
    (id) => {
      expect(problemsOf(id)).toEqual([])
      expect(check([id, '', ''], []).transactionId).toBe(id.replaceAll(/[="\s]/g, ''))
    },
  )

  it.each([
    ['1.23457E+18', [], 'id: “1.23457E+18” is what Excel leaves of a long number.'],
    ['1,23457E+18', [], 'id: “1,23457E+18” is what Excel leaves of a long number.'],
    [
      '1234567890123450',
      [{ column: 0, kind: 'digits' }],
      'id: “1234567890123450” is a number of more than 15 digits',
    ],
    ['2026-01-02', [{ column: 0, kind: 'date' }], 'id: “2026-01-02” is a date.'],
    ['tx-1', [{ column: 0, kind: 'formula' }], 'id: holds a formula'],
    ['=A1&B1', [], 'id: holds a formula'],
    ['#REF!', [], 'id: “#REF!” is a formula that failed.'],
    ['', [], 'id: transactionId is required.'],
  ] as const)('points out %j', (id, spoilt, problem) => {
    const [first, ...others] = problemsOf(id, spoilt)
    expect(first).toContain(problem)
    expect(others).toEqual([])
  })

  it('minds what was ruined only where it is asked about', () => {
    expect(problemsOf('1', [{ column: 2, kind: 'digits' }])).toEqual([])
    expect(problemsOf('1', [{ column: 1, kind: 'date' }], '2026-11-20T14:02:07')).toEqual([
      'when: occurredAt must be an ISO 8601 time with a zone, such as 2026-11-20T14:02:07Z.',
    ])
  })
})
