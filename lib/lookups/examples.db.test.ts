import { afterAll, describe, expect, it } from 'vitest'
import { JsonNumber } from '#lib/json/number.ts'
import { ask } from './ask.ts'
import { copyPayload } from './copy.ts'
import { findExchange } from './evidence.ts'
import { awaitRequest } from './follow.ts'
import { eventKinds, openTestDesk } from './testing/desk.ts'
import { fantasyExample, look, support } from './testing/look.ts'

const desk = await openTestDesk()
afterAll(() => desk.close())

describe('the examples of the documentation', () => {
  it('Fantasy Goal, over HTTP/2, digits unchanged both ways', async () => {
    const view = await look('fantasy-demo', { ...fantasyExample, amount: new JsonNumber('50.50') })
    expect(view).toMatchObject({
      outcome: 'answered',
      status: 'succeeded',
      final: null,
      balances: [{ kind: 'total', amount: '19575.50', currency: 'EUR', asOf: 'now' }],
      exchanges: [{ n: 1, httpVersion: '2', status: 200 }],
    })
    const exchange = await findExchange(support, view.id, 1, 'page')
    expect(Buffer.from(exchange?.requestBody ?? []).toString()).toContain('"amount":50.50')
    expect(Buffer.from(exchange?.responseBody ?? []).toString()).toContain('"balance": 19575.50')
    expect(await copyPayload(support, view.id, 1, 'reply')).toContain('"balance": 19575.50')
    expect(await copyPayload(support, view.id, 1, 'curl')).toContain('"amount":50.50')
    expect(await eventKinds(view.id)).toEqual([
      'lookup.intent',
      'lookup.outcome',
      'payload.opened',
      'payload.copied',
      'payload.copied',
    ])
  })

  it('FUNGAMESS, many in one call', async () => {
    const rows = [
      { userId: '16065', transactionId: '4db8f482-4240-4049-98a7-03e38333b066', gameId: '1000837' },
      { userId: '12644', transactionId: 'd6746885-0a87-4ce8-bf08-826ce1f71035', gameId: '1000819' },
      { userId: '1', transactionId: 'nobody-knows-it', gameId: '1' },
    ]
    const before = (await desk.calls()).length
    const questions = rows.map((input) => ({ connection: 'fungamess-demo', input }))
    const asked = await ask(support, { questions, reason: 'ticket 12', origin: 'api' })
    const views = await awaitRequest(support, asked.requestId, 5_000)
    expect(views.map(({ subject }) => subject.transactionId)).toEqual(
      rows.map(({ transactionId }) => transactionId),
    )
    expect(views.map(({ outcome }) => outcome)).toEqual(['answered', 'answered', 'absent'])
    expect(views[2]).toMatchObject({ absence: 'not_in_answer', reason: 'ticket 12' })
    expect((await desk.calls()).length - before).toBe(1)
  })

  it('GR8 Tech, OneForBet and Fizzy Bubbly', async () => {
    const gr8 = await look('gr8-demo', { playerId: 'p1', transactionId: 'f0fc7fd9d4ea4d1297a9a6a6fd1638ed' })
    expect(gr8).toMatchObject({ status: 'succeeded', operation: 'credit', providerOperation: 'deposit' })
    expect(gr8.balances).toContainEqual(
      expect.objectContaining({ kind: 'cash', amount: '1000.0', currency: 'USD' }),
    )
    const oneforbet = await look('oneforbet-demo', { username: 'foobar', currency: 'THB' })
    expect(oneforbet).toMatchObject({
      status: 'not_applicable',
      balances: [{ amount: '10000' }],
      subject: { playerId: 'foobar' },
    })
    const fizzy = await look('fizzy-demo', { transactionId: 'string' })
    expect(fizzy).toMatchObject({ status: 'succeeded', outcome: 'answered' })
    expect(fizzy.amounts).toContainEqual(expect.objectContaining({ amount: '42.0' }))
  })

  it('GR8 Tech with a token: the token call is an exchange of the look-up, its secrets masked', async () => {
    const view = await look('gr8-token-demo', {
      playerId: 'p1',
      transactionId: 'f0fc7fd9d4ea4d1297a9a6a6fd1638ed',
    })
    expect(view.exchanges.map(({ method }) => method)).toEqual(['POST', 'GET'])
    const exchange = await findExchange(support, view.id, 1, 'page')
    expect(Buffer.from(exchange?.requestBody ?? []).toString()).not.toContain('gr8-demo-client-secret')
    expect(Buffer.from(exchange?.responseBody ?? []).toString()).toMatch(
      /"access_token": ?"\[masked:[0-9a-f]{8}\]"/,
    )
  })
})
