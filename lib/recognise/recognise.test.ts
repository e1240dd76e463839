import { describe, expect, it } from 'vitest'
import { adapters } from '#lib/providers/registry.ts'
import { fillInputs, missingInputs } from './fill.ts'
import { recognise } from './recognise.ts'

const fields = (key: string) => adapters.find((adapter) => adapter.key === key)?.inputs ?? []

describe('ids', () => {
  it.each([
    ['  4db8f482-4240  ', ['4db8f482-4240']],
    ['"abc"', ['abc']],
    ['18446744073709551615', ['18446744073709551615']],
    ['a\nb, c;d\n\na', ['a', 'b', 'c', 'd']],
  ])('%j', (text, ids) => {
    expect(recognise(text, adapters).records).toEqual(ids.map((transactionId) => ({ transactionId })))
  })

  it('makes nothing of white space', () => {
    expect(recognise(' \n ', adapters)).toEqual({ kind: 'nothing', records: [], providers: [] })
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
      records.map((record) => missingInputs(fields('fungamess'), fillInputs(fields('fungamess'), record))),
    ).toEqual([[], []])
  })

  it('survives brackets that begin nothing', () => {
    expect(recognise('{'.repeat(5_000), adapters).kind).toBe('id')
  })
})

describe('calls', () => {
  it('knows a provider by the path of a cURL line', () => {
    const text = `curl -X 'GET' 'https://api.example.test/v1/wallet-proxy/v1/p%2F1/transactions/t1' -H 'X-Brand: main'`
    expect(recognise(text, adapters)).toEqual({
      kind: 'call',
      records: [{ playerId: 'p/1', transactionId: 't1' }],
      providers: ['gr8-tech'],
    })
  })

  it('takes no value from a placeholder of the documentation', () => {
    const text = `curl -X 'GET' 'https://{api-domain}/v1/wallet-proxy/v1/{playerId}/transactions/{transactionId}'`
    expect(recognise(text, adapters)).toEqual({ kind: 'call', records: [], providers: ['gr8-tech'] })
  })
})

it('never fills a secret from another name', () => {
  const record = { token: 'of-fantasy-goal', username: 'u', currency: 'EUR' }
  expect(fillInputs(fields('oneforbet'), record)).toEqual({ username: 'u', currency: 'EUR' })
})
