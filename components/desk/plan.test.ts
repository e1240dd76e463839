import { describe, expect, it } from 'vitest'
import { matchInputs, refusedOrMissing } from '#lib/recognise/fill.ts'
import type { Proposals } from '#lib/recognise/propose.ts'
import { recognise } from '#lib/recognise/recognise.ts'
import { type Choices, type DeskConnection, give, noChoices, tick } from './choices.ts'
import { describeReadiness, describeRecognition } from './describe.ts'
import { listFoundFields } from './found-fields.ts'
import { planAsking } from './plan.ts'
import { adapters } from './testing/adapters.ts'

const connections: readonly DeskConnection[] = [
  ...adapters.map(({ key }) => connect(key, key)),
  connect('by-player', 'second-by-player'),
]

function connect(provider: string, id: string): DeskConnection {
  const adapter = adapters.find(({ key }) => key === provider)
  if (!adapter) throw new Error(`There is no adapter ${provider}.`)
  const { label, summary, inputs } = adapter
  return {
    id,
    label: id,
    environment: 'demo',
    provider,
    providerLabel: label,
    summary,
    inputs,
    breaker: 'closed',
  }
}

/** As the server proposes, without a history. */
function proposalsOf(text: string): Proposals {
  const { kind, records, providers, problem } = recognise(text, adapters)
  const transactions = (records.length > 0 || kind !== 'call' ? records : [{}]).map(
    (record: Readonly<Record<string, string>>) => ({
      transactionId: record['transactionId'] ?? record['transaction_id'] ?? null,
      proposals: connections.map(({ id, inputs }) => {
        const input = matchInputs(inputs, record)
        return { connection: id, input, known: [], missing: refusedOrMissing(inputs, input) }
      }),
    }),
  )
  return { kind, problem, providers, transactions, leftOut: 0 }
}

function plan(text: string, choices: Choices = noChoices, limit = 50) {
  return planAsking(connections, proposalsOf(text), choices, limit)
}

const ticked = (made: ReturnType<typeof plan>) =>
  made.connections.flatMap((one) => (one.ticked ? [one.connection.id] : []))
const asked = (made: ReturnType<typeof plan>) => made.questions.map(({ connection }) => connection)
const rows = (count: number) =>
  JSON.stringify({
    transactions: Array.from({ length: count }, (_, n) => ({ userId: n, transactionId: `t${n}`, gameId: 7 })),
  })
const curl = "curl 'https://{api-domain}/players/{playerId}/transactions/{transactionId}'"

describe('one transaction', () => {
  it('ticks and asks whoever has all that is needed', () => {
    expect(ticked(plan('tx-1'))).toEqual(['by-id'])
    expect(plan('tx-1').questions).toEqual([{ connection: 'by-id', input: { transactionId: 'tx-1' } }])
  })

  it('names what the others need', () => {
    const byPlayer = plan('tx-1').connections.find(({ connection }) => connection.id === 'by-player')
    expect(byPlayer && describeReadiness(byPlayer, 1)).toBe('Needs Player id')
  })

  it('puts the provider first whose own call was pasted, and asks for its blanks', () => {
    const made = plan(curl)
    expect(ticked(made)).toEqual(['by-player', 'second-by-player'])
    expect(made.connections[0]?.connection.id).toBe('by-player')
    expect(made.questions).toEqual([])
    expect(made.blockers[0]).toEqual({ connection: 'by-player', field: 'playerId' })
    expect(describeRecognition(proposalsOf(curl), made)).toBe(
      'A request of By player with blanks. Fill in what it needs.',
    )
  })

  it('takes what was typed for one connection to whoever knows it by another name', () => {
    const made = plan('tx-1', give(noChoices, 'by-player', 'playerId', ' 42 '))
    expect(asked(made)).toEqual(['by-id', 'by-player', 'second-by-player'])
    expect(made.questions[2]?.input).toEqual({ transactionId: 'tx-1', playerId: '42' })
    const inRows = made.connections.find(({ connection }) => connection.id === 'in-rows')
    expect(inRows?.fields.find(({ field }) => field.name === 'userId')).toMatchObject({
      value: '42',
      source: 'shared',
    })
  })

  it("gives no provider another's secret", () => {
    const choices = give(noChoices, 'with-token', 'token', 'secret-of-one')
    const elsewhere = plan('tx-1', choices).connections.filter(
      ({ connection }) => connection.id !== 'with-token',
    )
    expect(elsewhere.flatMap(({ fields }) => fields.map(({ value }) => value))).not.toContain('secret-of-one')
  })

  it('gives no secret to another provider that calls its own the same', () => {
    const [withToken] = connections
    if (!withToken) throw new Error('There is no connection.')
    const stranger = { ...withToken, id: 'stranger', provider: 'stranger' }
    const account = { ...withToken, id: 'second-account' }
    const choices = give(noChoices, withToken.id, 'token', 'secret-of-one')
    const made = planAsking([withToken, stranger, account], proposalsOf('tx-1'), choices, 50)
    const token = (id: string) =>
      made.connections
        .find(({ connection }) => connection.id === id)
        ?.fields.find(({ field }) => field.name === 'token')?.value
    expect([token('stranger'), token('second-account')]).toEqual(['', 'secret-of-one'])
  })

  it("keeps a person's own ticks", () => {
    expect(ticked(plan('tx-1', tick(noChoices, 'by-id', false)))).toEqual([])
    const wanting = plan('tx-1', tick(noChoices, 'by-player', true))
    expect(ticked(wanting)).toEqual(['by-id', 'by-player'])
    expect(wanting.blockers).toEqual([{ connection: 'by-player', field: 'playerId' }])
  })

  it('holds Ask back for a value that would be refused, under its label', () => {
    const made = plan(
      '{"transactionId":"t","userId":1,"gameId":2}',
      give(noChoices, 'in-rows', 'gameId', 'x'),
    )
    expect(made.blockers).toEqual([{ connection: 'in-rows', field: 'gameId' }])
    const inRows = made.connections.find(({ connection }) => connection.id === 'in-rows')
    expect(inRows?.fields[2]?.problem).toBe('Game id must be a whole number from 0 to 18446744073709551615.')
  })

  it('keeps a pasted value that cannot be sent, and says why', () => {
    const text = '{"transaction_id":"t","action":"debit","amount":-5,"currency":"E€R"}'
    const withToken = plan(text).connections.find(({ connection }) => connection.id === 'with-token')
    expect(withToken?.fields.find(({ field }) => field.name === 'amount')).toMatchObject({
      value: '-5',
      source: 'paste',
      problem: 'Amount must be a number that is not negative, such as 50.50.',
    })
    expect(withToken && describeReadiness(withToken, 1)).toContain('E€R cannot be sent: Currency must be')
    expect(asked(plan(text))).toEqual(['by-id'])
  })

  it('does not take what names no transaction for one', () => {
    const reply = '{"id":"f0fc7fd9","type":"deposit","status":"success"}'
    expect(describeRecognition(proposalsOf(reply), plan(reply))).toBe(
      'No transaction id found. Fill in what a connection needs.',
    )
  })

  it('proposes nothing for words', () => {
    const words = 'hello there, the deposit is missing'
    expect(plan(words)).toMatchObject({ transactions: [], questions: [] })
    expect(describeRecognition(proposalsOf(words), plan(words))).toBe('No transaction id found.')
  })

  it('leaves an emptied field empty', () => {
    const text = '{"transactionId":"t","userId":1,"gameId":2}'
    expect(asked(plan(text, give(noChoices, 'in-rows', 'gameId', '')))).not.toContain('in-rows')
  })

  it('changes no digit', () => {
    const made = plan('{"transactionId":"t","userId":18446744073709551615,"gameId":9007199254740993}')
    expect(made.questions.find(({ connection }) => connection === 'in-rows')?.input).toEqual({
      transactionId: 't',
      userId: '18446744073709551615',
      gameId: '9007199254740993',
    })
  })
})

describe('several transactions', () => {
  it('asks about all of them in one request', () => {
    const made = plan(rows(6))
    expect(made.questions).toHaveLength(24)
    expect(asked(made).filter((id) => id === 'in-rows')).toHaveLength(6)
  })

  it('ticks no more than the limit allows, and says so', () => {
    const made = plan(`/check-rows ${rows(30)}`)
    expect(ticked(made)).toEqual(['in-rows'])
    expect(made.questions).toHaveLength(30)
    const byId = made.connections.find(({ connection }) => connection.id === 'by-id')
    expect(byId && describeReadiness(byId, 30)).toMatch(/beyond|unticked/)
  })

  it('leaves out whole transactions, from the end', () => {
    const choices = tick(noChoices, 'by-id', true)
    const made = plan(`/check-rows ${rows(30)}`, choices)
    expect(made.questions).toHaveLength(50)
    expect(made.leftOut).toBe(5)
    expect(made.transactions[24]).toMatchObject({ leftOut: false, asked: ['in-rows', 'by-id'] })
    expect(made.transactions[25]).toMatchObject({ leftOut: true, asked: [] })
  })

  it('asks the same question once', () => {
    expect(plan('{"transactions":[{"transactionId":"t"},{"transactionId":"t"}]}').questions).toHaveLength(1)
  })

  it('does not count a repeated question towards the limit', () => {
    const text = '[{"transactionId":"a"},{"transactionId":"b"},{"transactionId":"a"}]'
    expect(plan(text, noChoices, 2)).toMatchObject({ leftOut: 0, questions: { length: 2 } })
  })

  it('puts what was typed where the paste has none', () => {
    const text = '[{"transactionId":"a","userId":1},{"transactionId":"b"}]'
    const made = plan(text, give(noChoices, 'by-player', 'playerId', '9'))
    const players = made.questions
      .filter(({ connection }) => connection === 'by-player')
      .map(({ input }) => input['playerId'])
    expect(players).toEqual(['1', '9'])
  })

  it('goes on without the rows that lack something', () => {
    const made = plan('[{"transactionId":"a","userId":1},{"transactionId":"b"}]')
    expect(asked(made).filter((id) => id === 'by-player')).toHaveLength(1)
    expect(made.blockers).toEqual([])
    const byPlayer = made.connections.find(({ connection }) => connection.id === 'by-player')
    expect(byPlayer && describeReadiness(byPlayer, 2)).toBe(
      'Can be asked about 1 of 2; the others lack Player id',
    )
  })
})

it('shows each found value once, and that there is a secret', () => {
  const text = '{"transaction_id":"t","player_id":1,"token":"hidden","currency":"EUR"}'
  const found = listFoundFields(connections, proposalsOf(text).transactions[0]?.proposals ?? [])
  expect(found.map(({ label, secret }) => [label, secret])).toEqual([
    ['Transaction', false],
    ['Currency', false],
    ['Player', false],
    ['Session token', true],
  ])
})
