import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { credentials, fantasyGoalAccounts, fizzyBubblyAccounts } from './credentials.ts'
import type { Simulator } from './start.ts'
import { type Answer, type Question, send } from './testing/client.ts'
import * as ask from './testing/questions.ts'
import { startForTest } from './testing/simulator.ts'

let simulator: Simulator

beforeAll(async () => {
  simulator = await startForTest()
})

afterAll(() => simulator.close())

async function answerTo(question: Question): Promise<[number, string]> {
  const answer: Answer = await send(simulator.http, question)
  return [answer.status, answer.text]
}

describe('Fantasy Goal', () => {
  const body = ask.fantasyGoalBody('sc-ok')
  const change = (from: string, to: string) => ask.fantasyGoal(body.replace(from, to))

  it.each([
    ['no credentials', ask.fantasyGoal(body, { authorization: '' }), 401, 'Unauthorized'],
    [
      'a wrong password',
      ask.fantasyGoal(body, { authorization: ask.basic('statusdesk-demo', 'x') }),
      401,
      'Unauthorized',
    ],
    ['another body than was signed', { ...ask.fantasyGoal(body), body: `${body} ` }, 401, 'signature'],
    ['a form', ask.fantasyGoal(body, { 'content-type': 'text/plain' }), 415, 'Content-Type'],
    ['Accept without JSON', ask.fantasyGoal(body, { accept: 'text/html' }), 406, 'Accept'],
    ['no JSON', ask.fantasyGoal('{'), 400, 'not a JSON object'],
    ['a missing field', change('"game_id": "example",', ''), 400, 'The game_id field is required.'],
    [
      'player_id as text',
      change('"player_id": 1', '"player_id": "1"'),
      400,
      'player_id field must be an unsigned',
    ],
    [
      'player_id over 64 bits',
      change('"player_id": 1', '"player_id": 18446744073709551616'),
      400,
      'player_id',
    ],
    ['amount as text', change('50.50', '"50.50"'), 400, 'amount field must be an unsigned float'],
    ['an amount below 0', change('50.50', '-50.50'), 400, 'amount'],
    ['an unknown action', change('debit', 'refund'), 400, 'action is invalid'],
    [
      'a long id',
      ask.fantasyGoal(ask.fantasyGoalBody('x'.repeat(37))),
      400,
      'transaction_id field must not be greater',
    ],
    ['another method', { ...ask.fantasyGoal(body), method: 'PUT' }, 405, 'not allowed'],
  ])('refuses %s', async (_what, question, status, words) => {
    expect(await answerTo(question)).toEqual([status, expect.stringContaining(words)])
  })

  it('knows a second account that signs with SHA-512 in base64', async () => {
    const { username, password, signature } = fantasyGoalAccounts[1]
    const signed = ask.hmac(signature.secret, body, 'sha512', 'base64')
    const headers = { authorization: ask.basic(username, password), 'x-request-signature': signed }
    expect((await answerTo(ask.fantasyGoal(body, headers)))[0]).toBe(200)
  })
})

describe('FUNGAMESS', () => {
  const row = '{"userId":1,"transactionId":"sc-ok","gameId":2}'
  const rows = (count: number) =>
    ask.fungamessRows(...Array.from({ length: count }, (_, at) => `sc-ok-${at}`))

  it.each([
    [
      'a wrong key',
      ask.fungamessCall(`{"transactions":[${row}]}`, { 'X-Api-Key': 'x' }),
      401,
      'Unauthenticated',
    ],
    ['no list', ask.fungamessCall('{}'), 200, 'The transactions field is required'],
    ['an empty list', ask.fungamessCall('{"transactions":[]}'), 200, 'The transactions field is required'],
    ['1001 rows', rows(1001), 200, 'must not have more than 1000 items'],
    [
      'userId as text',
      ask.fungamessCall(`{"transactions":[${row},${row.replace('1', '"1"')}]}`),
      200,
      'The transactions.1.userId field must be an integer',
    ],
    [
      'transactionId as a number',
      ask.fungamessCall(`{"transactions":[${row.replace('"sc-ok"', '7')}]}`),
      200,
      'The transactions.0.transactionId field must be a string',
    ],
  ])('refuses %s', async (_what, question, status, words) => {
    expect(await answerTo(question)).toEqual([status, expect.stringContaining(words)])
  })

  it('takes 1000 rows', async () => {
    const answer = await send(simulator.http, rows(1000))
    expect(JSON.parse(answer.text).result.transactions).toHaveLength(1000)
  })
})

describe('Fizzy Bubbly', () => {
  it.each([
    ['no key', { 'public-key': '' }],
    ['an unknown key', { 'public-key': 'x' }],
    ['a wrong signature', { signature: '0'.repeat(64) }],
    ['another host than was signed', { host: 'elsewhere.example.test' }],
  ])('refuses %s', async (_what, headers) => {
    const [status, text] = await answerTo(ask.fizzyBubbly(simulator.http, 'sc-ok', headers))
    expect([status, JSON.parse(text).code]).toEqual([401, 'ERROR_INVALID_SIGNATURE'])
  })

  it('counts the scheme of the listener among what is signed', async () => {
    const { https, caFile } = simulator
    const options = { caFile }
    expect((await send(https, ask.fizzyBubbly(https, 'sc-ok'), options)).status).toBe(200)
    const asPlain = ask.fizzyBubbly(https.replace('https', 'http'), 'sc-ok')
    expect((await send(https, asPlain, options)).status).toBe(401)
  })

  it('reads an encoded id', async () => {
    const id = 'sc-ok-a/b?c d'
    expect(JSON.parse((await answerTo(ask.fizzyBubbly(simulator.http, id)))[1]).transactionId).toBe(id)
  })

  it('knows a second account that signs the path and no digest, in base64', async () => {
    const { publicKey, privateKey } = fizzyBubblyAccounts[1]
    const question = ask.fizzyBubbly(simulator.http, 'sc-ok')
    const signature = ask.hmac(privateKey, `GET\n${question.path}\n`, 'sha256', 'base64')
    expect((await answerTo({ ...question, headers: { 'public-key': publicKey, signature } }))[0]).toBe(200)
  })
})

describe('GR8 Tech', () => {
  it.each([
    ['no authorization', { authorization: '' }, 401, 'error.unauthorized'],
    ['a token never issued', { authorization: 'Bearer x' }, 401, 'error.unauthorized'],
    ['another brand', { 'x-brand': 'x' }, 403, 'error.forbidden'],
    ['another operator', { 'x-operator-id': 'x' }, 403, 'error.forbidden'],
  ])('refuses %s', async (_what, headers, status, code) => {
    const [got, text] = await answerTo(ask.gr8Tech('sc-ok', headers))
    expect([got, JSON.parse(text).error.code]).toEqual([status, code])
  })

  it('refuses a missing brand and a long id as invalid', async () => {
    const { 'x-brand': _brand, ...headers } = ask.gr8Tech('sc-ok').headers
    for (const question of [{ ...ask.gr8Tech('sc-ok'), headers }, ask.gr8Tech('x'.repeat(51))]) {
      const [status, text] = await answerTo(question)
      expect([status, JSON.parse(text).error.code]).toEqual([400, 'error.request.invalid'])
    }
    expect((await answerTo(ask.gr8Tech('x'.repeat(50))))[0]).toBe(204)
  })

  it('issues tokens for the secret in the form or in Basic, and no others', async () => {
    const { clientId, clientSecret } = credentials['gr8-tech']
    const grant = { grant_type: 'client_credentials' }
    const byForm = { ...grant, client_id: clientId, client_secret: clientSecret }
    const byBasic = ask.gr8Token(grant, { authorization: ask.basic(clientId, clientSecret) })
    for (const question of [ask.gr8Token(byForm), byBasic]) {
      const { token_type, access_token, expires_in } = JSON.parse((await answerTo(question))[1])
      expect([token_type, expires_in]).toEqual(['Bearer', 60])
      expect((await answerTo(ask.gr8Tech('sc-ok', { authorization: `Bearer ${access_token}` })))[0]).toBe(200)
    }
    expect(await answerTo(ask.gr8Token({ ...byForm, client_secret: 'x' }))).toEqual([
      401,
      expect.stringContaining('invalid_client'),
    ])
    expect((await answerTo(ask.gr8Token({ ...byForm, grant_type: 'password' })))[0]).toBe(400)
    expect((await answerTo(ask.gr8Token(byForm, { 'content-type': 'application/json' })))[0]).toBe(415)
  })
})

describe('OneForBet', () => {
  const body = ask.oneForBetBody('foobar')
  const change = (from: string, to: string) => ask.oneForBet(body.replace(from, to))

  it.each([
    ['a wrong API key', ask.oneForBet(body, { 'X-Api-Key': 'wrong-key' }), 401, 30001],
    ['a wrong signature', ask.oneForBet(body, { 'sapi-signature': 'x' }), 200, 30002],
    ['another body than was signed', { ...ask.oneForBet(body), body: `${body} ` }, 200, 30002],
    ['a timestamp that is not the body’s', change('1712641926000', '1712641926001'), 200, 30002],
    ['another product', ask.oneForBet(ask.oneForBetBody('foobar', 'OTHER')), 200, 40003],
    ['a missing username', change('"username": "foobar",', ''), 400, 40000],
    ['timestampMillis as text', change('1712641926000', '"1712641926000"'), 400, 40000],
  ])('refuses %s', async (_what, question, status, code) => {
    const [got, text] = await answerTo(question)
    expect([got, JSON.parse(text).statusCode]).toEqual([status, code])
  })
})
