import { describe, expect, it } from 'vitest'
import { adapters } from '#lib/providers/registry.ts'
import { fillInputs, refusedOrMissing } from './fill.ts'
import { longestPaste, recognise } from './recognise.ts'

const fields = (key: string) => adapters.find((adapter) => adapter.key === key)?.inputs ?? []

describe('ids', () => {
  it.each([
    ['  4db8f482-4240  ', ['4db8f482-4240']],
    ['"abc"', ['abc']],
    ['18446744073709551615', ['18446744073709551615']],
    ['a\nb, c;d\n\na', ['a', 'b', 'c', 'd']],
    ['string', ['string']],
    ['a1\tb2\r\nc3', ['a1', 'b2', 'c3']],
    ['7 1234 a-1', ['7', '1234', 'a-1']],
    ['please check 4db8f482-4240, thanks', ['4db8f482-4240']],
    ['The deposit (id "a/1.b:2") of 50.50 EUR at 20:15 on 2026-11-20 is missing.', ['a/1.b:2']],
  ])('%j', (text, ids) => {
    expect(recognise(text, adapters).records).toEqual(ids.map((transactionId) => ({ transactionId })))
  })

  it('makes nothing of white space', () => {
    expect(recognise(' \n ', adapters)).toMatchObject({ kind: 'nothing', records: [], problem: null })
  })
})

describe('what holds no id', () => {
  it.each([
    ['hello there, the deposit is missing', 'No transaction id found.'],
    ['"transactionId":"a1"', 'No transaction id found.'],
    ['["a1"]', 'No named value found between these brackets.'],
    ['{api-domain}', 'No named value found between these brackets.'],
    ['{"transactionId": "a1", ', 'A bracket or a quotation mark is not closed. It begins in line 1,'],
    ['Body:\n  {"transactionId": a1}', 'The text is not JSON. It begins in line 2, character 3.'],
    ['{"transactions":[{"transactionId":"a"},{"transactionId":', 'not closed'],
    ["{'transactionId': 'a1'}", 'The text is not JSON.'],
    ['{"transactionId":"a","transactionId":"b"}', 'stands twice in one object'],
  ])('%j', (text, problem) => {
    expect(recognise(text, adapters)).toEqual({
      kind: 'nothing',
      records: [],
      providers: [],
      problem: expect.stringContaining(problem),
    })
  })
})

describe('a paste of the greatest length', () => {
  const N = longestPaste
  it.each([
    ['quotes', `a${'"'.repeat(N - 2)}a`],
    ['marks', `a${'.'.repeat(N - 2)}b c`],
    ['open brackets', '['.repeat(N)],
    ['open braces and quotes', '{"'.repeat(N / 2)],
    ['nested brackets', '['.repeat(N / 2) + ']'.repeat(N / 2)],
    ['small objects', '{} '.repeat(N / 4)],
    ['slashes', '/'.repeat(N)],
    ['addresses', 'https://a/'.repeat(N / 10)],
    ['ids', '4db8f482-4240-4049-98a7-03e38333b066\n'.repeat(N / 40)],
  ])('of %s is read in passing', (_, text) => {
    // Taken back and forth it would be minutes, and the test run out of time.
    expect(recognise(text, adapters).kind).toBeTypeOf('string')
  })
})

describe('JSON', () => {
  it('is found inside a raw request, digits unchanged', () => {
    const text = `POST /api/wallet/status HTTP/2\nHost: environment\n\n{ "transaction_id": "t1", "player_id": 18446744073709551615, "amount": 50.50 }`
    expect(recognise(text, adapters).records).toEqual([
      { transaction_id: 't1', player_id: '18446744073709551615', amount: '50.50' },
    ])
  })

  it('gives a record for each member of a list', () => {
    const text =
      '{"transactions":[{"userId":16065,"transactionId":"a","gameId":1},{"userId":2,"transactionId":"b","gameId":1}]}'
    const { records } = recognise(text, adapters)
    expect(records).toHaveLength(2)
    expect(
      records.map((record) => refusedOrMissing(fields('fungamess'), fillInputs(fields('fungamess'), record))),
    ).toEqual([[], []])
  })

  it('is found in a line of a log', () => {
    const text = '[2026-11-20 14:02:07] INFO [api] body={"transactionId":"a"} path=/v1/{playerId}'
    expect(recognise(text, adapters).records).toEqual([{ transactionId: 'a' }])
  })

  it('survives brackets that begin nothing', () => {
    expect(recognise(`${'{'.repeat(1_500)} {"transactionId":"a"}`, adapters).records).toEqual([
      { transactionId: 'a' },
    ])
  })
})

describe('calls', () => {
  it('knows a provider by the path of a cURL line', () => {
    const text = `curl -X 'GET' 'https://api.example.test/v1/wallet-proxy/v1/p%2F1/transactions/t1' -H 'X-Brand: main'`
    expect(recognise(text, adapters)).toMatchObject({
      kind: 'call',
      records: [{ playerId: 'p/1', transactionId: 't1' }],
      providers: ['gr8-tech'],
    })
  })

  it('takes no value from a placeholder of the documentation', () => {
    const text = `curl -X 'GET' 'https://{api-domain}/v1/wallet-proxy/v1/{playerId}/transactions/{transactionId}'`
    expect(recognise(text, adapters)).toMatchObject({ kind: 'call', records: [], providers: ['gr8-tech'] })
  })
})

it('never fills a secret from another name', () => {
  const record = { token: 'of-fantasy-goal', username: 'u', currency: 'EUR' }
  expect(fillInputs(fields('oneforbet'), record)).toEqual({ username: 'u', currency: 'EUR' })
})
