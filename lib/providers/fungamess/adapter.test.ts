import { describe, expect, it } from 'vitest'
import { isJsonObject, type JsonValue } from '#lib/json/value.ts'
import { parseJson } from '#lib/json/parse.ts'
import { stringifyJson } from '#lib/json/stringify.ts'
import type { QuestionInput } from '#lib/providers/contract.ts'
import { readFixtures } from '#lib/providers/fixture.ts'
import { fungamess } from './adapter.ts'

describe('settings', () => {
  const messages = (headers: unknown) => {
    const connected = fungamess.connect({ headers })
    return connected.ok ? [] : connected.issues.map((issue) => issue.path.join('.'))
  }

  it('need nothing, since the page shows no authentication', () => {
    expect(fungamess.connect({})).toMatchObject({ ok: true, settings: { headers: {} } })
  })

  it('refuse headers that cannot be sent, that the desk writes, and names beside headers', () => {
    expect(messages({ 'X-Key': 'k', Authorization: 'Bearer b' })).toEqual([])
    expect(messages({ 'X Key': 'k' })).toEqual(['headers.X Key'])
    expect(messages({ 'content-TYPE': 'text/plain' })).toEqual(['headers.content-TYPE'])
    expect(messages({ 'X-Key': 'a\r\nX-Other: b' })).toEqual(['headers.X-Key'])
    expect(messages({ 'X-Key': 'a', 'x-key': 'b' })).toEqual(['headers'])
    expect(fungamess.connect({ apiKey: 'k' }).ok).toBe(false)
  })
})

describe('many rows', () => {
  const questions = Array.from({ length: fungamess.rowsPerCall }, (_none, place) => ({
    transactionId: `tx-${place}`,
    userId: String(place),
    gameId: '7',
  }))

  it('joins a thousand rows in reverse order', async () => {
    const { answers, calls } = await ask(questions, (rows) => ({
      status: true,
      result: { transactions: rows.toReversed().map((row) => withStatus(row)) },
    }))
    expect(calls).toBe(1)
    expect(answers.map(({ providerStatus }) => providerStatus.text)).toEqual(
      questions.map(({ transactionId }) => transactionId),
    )
  })

  it('stops after fifty refused calls and says so of every row that was not judged', async () => {
    const { answers, calls } = await ask(questions, () => ({
      status: false,
      errors: { error: 'The transactions.0.userId field is required' },
    }))
    expect(calls).toBe(50)
    expect(answers.slice(0, 50).every(({ fault }) => fault === 'invalid_request')).toBe(true)
    expect(answers.slice(50).every(({ fault }) => fault === 'cancelled')).toBe(true)
    expect(answers[50]?.notices).toHaveLength(1)
  })
})

it('has the credentials inside a header masked', async () => {
  const connected = fungamess.connect({ headers: { Authorization: 'Bearer token-1' } })
  if (!connected.ok) throw new Error('The settings are wrong.')
  const kept: string[] = []
  await connected.ask([{ input: fungamess.probe }], {
    send: async () => ({ kind: 'fault', fault: 'unreachable', phase: 'connect', text: 'No route.' }),
    baseUrl: new URL('https://provider.test/'),
    now: () => new Date(0),
    newId: () => '00000000-0000-7000-8000-000000000000',
    memory: new Map(),
    findKnownSince: async () => null,
    keepSecret: (value) => kept.push(value),
  })
  expect(kept).toEqual(['token-1'])
})

it('covers every code of the page with a fixture', () => {
  const names = readFixtures('fungamess').map((fixture) => fixture.name)
  expect(names).toEqual(
    expect.arrayContaining(['0', '1', '2', '3', '4', '5', '9'].map((code) => `status-${code}`)),
  )
})

/** Asks, with a vendor that makes its answer from the rows it was sent. */
async function ask(inputs: readonly QuestionInput[], vendor: (rows: JsonValue[]) => unknown) {
  const connected = fungamess.connect({})
  if (!connected.ok) throw new Error('The settings are wrong.')
  let calls = 0
  const questions = inputs.map((input) => ({ input }))
  const answers = await connected.ask(questions, {
    send: async ({ body }) => {
      calls += 1
      const text = stringifyJson(vendor(rowsOf(body)))
      return { kind: 'reply', status: 200, headers: new Map(), body: Buffer.from(text), httpVersion: '1.1' }
    },
    baseUrl: new URL('https://provider.test/'),
    now: () => new Date(0),
    newId: () => '00000000-0000-7000-8000-000000000000',
    memory: new Map(),
    findKnownSince: async () => null,
    keepSecret: () => {},
  })
  return { answers, calls }
}

function rowsOf(body: Uint8Array | null): JsonValue[] {
  const parsed = parseJson(body ?? '')
  const rows = parsed.ok && isJsonObject(parsed.value) ? parsed.value.transactions : undefined
  if (!Array.isArray(rows)) throw new Error('The request holds no rows.')
  return rows
}

function withStatus(row: JsonValue): unknown {
  if (!isJsonObject(row)) throw new Error('A row is no object.')
  return { ...row, status: '1', statusMessage: row.transactionId }
}
