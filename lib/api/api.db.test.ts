import { createHash } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { systemActor } from '#lib/access/actor.ts'
import { createToken } from '#lib/access/api-token.ts'
import type { Role } from '#lib/access/roles.ts'
import { openTestDesk } from '#lib/lookups/testing/desk.ts'
import { postLookups } from './ask.ts'
import { getConnectionList } from './connections.ts'
import { handle } from './handle.ts'
import { getLookup, getLookups, getResponseBytes } from './lookups.ts'
import { composeOpenApi } from './openapi.ts'
import { askAnswer, connectionList, lookup as lookupSchema, lookupList, problem } from './schema.ts'

const desk = await openTestDesk()
afterAll(() => desk.close())

const makeToken = async (role: Role) =>
  (await createToken(systemActor('test'), { name: `test ${role}`, role })).token
const token = await makeToken('support')

const none = { params: Promise.resolve({}) }
const request = (path: string, init: RequestInit = {}, bearer: string = token) =>
  new Request(`http://desk.test/api/v1${path}`, {
    ...init,
    headers: { authorization: `Bearer ${bearer}`, ...init.headers },
  })
const post = async (body: string, headers: Record<string, string> = {}, bearer = token) =>
  handle(postLookups)(
    request(
      '/lookups',
      { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } },
      bearer,
    ),
    none,
  )

const big = '18446744073709551615'
const fantasy = (amount: string, player: string) =>
  `{"connection":"fantasy-demo","input":{"token":"tok-1234-5678","player_id":${player},"site_id":1,"provider_id":1,"game_id":"example","currency":"EUR","amount":${amount},"round_id":"r1","transaction_id":"d47ac10b-58cc-4372-a567-0e02b2c3d479","action":"debit"}}`

describe('POST /lookups', () => {
  it('answers in the order asked, in the public shape, with digits as they came', async () => {
    const gr8 =
      '{"connection":"gr8-demo","input":{"playerId":"p","transactionId":"f0fc7fd9d4ea4d1297a9a6a6fd1638ed"}}'
    const response = await post(
      `{"reason":"ticket 1","wait":10,"questions":[${fantasy('50.50', '1')},${gr8}]}`,
    )
    expect(response.status).toBe(200)
    const text = await response.text()
    const { lookups } = askAnswer.parse(JSON.parse(text))
    expect(lookups.map(({ connection, status }) => [connection, status])).toEqual([
      ['fantasy-demo', 'succeeded'],
      ['gr8-demo', 'succeeded'],
    ])
    expect(text).toContain('"amount":"19575.50"')
    expect(text).toContain('"amount":"1000.0"')
    expect(Number(response.headers.get('ratelimit-remaining'))).toBeLessThan(
      Number(response.headers.get('ratelimit-limit')),
    )
  })

  it.each([big, `"${big}"`])('sends %s unchanged', async (player) => {
    const response = await post(`{"wait":10,"questions":[${fantasy('50.50', player)}]}`)
    const { lookups } = askAnswer.parse(await response.json())
    expect(lookups[0]?.subject.playerId).toBe(big)
    const calls: { requestBody: string }[] = await desk.calls()
    expect(calls.at(-1)?.requestBody).toContain(`"player_id":${big},`)
  })

  it('does not wait when it is not asked to', async () => {
    const response = await post(
      '{"questions":[{"connection":"gr8-demo","input":{"playerId":"p","transactionId":"sc-slow1-x"}}]}',
    )
    const { lookups } = askAnswer.parse(await response.json())
    expect(lookups[0]).toMatchObject({ outcome: null, answeredAt: null, exchanges: [] })
  })

  it('repeats an answer under the same Idempotency-Key and refuses the key for another body', async () => {
    const body = '{"wait":5,"questions":[{"connection":"fizzy-demo","input":{"transactionId":"string"}}]}'
    const first = await (await post(body, { 'idempotency-key': 'once' })).json()
    const askedAtFizzy = async () =>
      (await desk.calls()).filter((call: { provider: string }) => call.provider === 'fizzy-bubbly').length
    expect(await (await post(body, { 'idempotency-key': 'once' })).json()).toEqual(first)
    expect(await askedAtFizzy()).toBe(1)
    const other = await post(body.replace('5', '6'), { 'idempotency-key': 'once' })
    expect(other.status).toBe(409)
  })

  const one = (input: string, connection = 'gr8-demo') =>
    `{"questions":[{"connection":"${connection}","input":${input}}]}`
  it.each([
    ['an unknown connection', one('{}', 'nobody'), 422, 'questions.0.connection'],
    ['a missing field', one('{"playerId":"p"}'), 422, 'questions.0.input.transactionId'],
    [
      'an id too long',
      one(`{"playerId":"p","transactionId":"${'x'.repeat(51)}"}`),
      422,
      'questions.0.input.transactionId',
    ],
    [
      'a wrong currency',
      one(`{"username":"u","currency":"E€R"}`, 'oneforbet-demo'),
      422,
      'questions.0.input.currency',
    ],
    ['a negative amount', `{"questions":[${fantasy('-50.50', '1')}]}`, 422, 'questions.0.input.amount'],
    [
      'a value that is neither text nor number',
      one('{"playerId":{},"transactionId":"x"}'),
      422,
      'questions.0.input.playerId',
    ],
    [
      'a wait too long',
      '{"wait":31,"questions":[{"connection":"fizzy-demo","input":{"transactionId":"x"}}]}',
      422,
      'wait',
    ],
    ['no questions', '{"questions":[]}', 422, 'questions'],
    [
      'a reason that Postgres cannot hold',
      '{"reason":"a\\u0000","questions":[{"connection":"fizzy-demo","input":{"transactionId":"x"}}]}',
      422,
      'reason',
    ],
    [
      'a lone surrogate',
      '{"reason":"\\ud800","questions":[{"connection":"fizzy-demo","input":{"transactionId":"x"}}]}',
      422,
      'reason',
    ],
    ['invalid JSON', '{"questions":', 400, null],
    ['a name given twice', '{"wait":1,"wait":2,"questions":[]}', 400, null],
    ['a megabyte', JSON.stringify({ questions: [], reason: 'x'.repeat(1_000_000) }), 413, null],
  ])('refuses %s, records it and sends nothing', async (_, body, status, field) => {
    const before = (await desk.calls()).length
    const response = await post(body)
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    const details = problem.parse(await response.json())
    if (field !== null) expect(details.errors?.map((error) => error.field)).toEqual([field])
    expect((await desk.calls()).length).toBe(before)
    const [event] = await getSql()`select kind from audit.event order by id desc limit 1`
    expect(event).toEqual({ kind: 'lookup.refused' })
  })

  it('refuses a token of a role that may not ask, names the capability and records it', async () => {
    const response = await post(one('{}'), {}, await makeToken('admin'))
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ capability: 'lookup.ask' })
    const [event] = await getSql()`select kind from audit.event order by id desc limit 1`
    expect(event).toEqual({ kind: 'access.denied' })
  })

  it('refuses a token that is none', async () => {
    const response = await post(one('{}'), {}, 'sdk_nobody')
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
  })
})

describe('reading', () => {
  it('lists by filter and page, and names a filter that is none', async () => {
    const list = await handle(getLookups)(request('/lookups?connection=fantasy-demo&status=succeeded'), none)
    const { data } = lookupList.parse(await list.json())
    expect(data.length).toBeGreaterThan(0)
    expect(new Set(data.map(({ connection }) => connection))).toEqual(new Set(['fantasy-demo']))
    const wrong = await handle(getLookups)(request('/lookups?status=fine'), none)
    expect(wrong.status).toBe(422)
    expect(problem.parse(await wrong.json()).errors?.[0]?.field).toBe('status')
    for (const query of [
      'playerId=%00',
      'status=succeeded&status=failed',
      'colour=red',
      'cursor=x',
      'from=yesterday',
    ]) {
      const refused = await handle(getLookups)(request(`/lookups?${query}`), none)
      expect([query, refused.status]).toEqual([query, 422])
    }
  })

  it('gives a look-up and the stored bytes of its reply with both digests', async () => {
    const asked = await post(`{"wait":10,"questions":[${fantasy('50.50', '1')}]}`)
    const id = askAnswer.parse(await asked.json()).lookups[0]?.id ?? ''
    const found = await handle(getLookup)(request(`/lookups/${id}`), { params: Promise.resolve({ id }) })
    const view = lookupSchema.parse(await found.json())
    const params = { params: Promise.resolve({ id, n: '1' }) }
    const response = await handle(getResponseBytes)(request(`/lookups/${id}/exchanges/1/response`), params)
    expect(response.headers.get('content-type')).toBe('application/octet-stream')
    const bytes = Buffer.from(await response.arrayBuffer())
    expect(bytes.toString()).toContain('"balance": 19575.50')
    expect(bytes.toString()).toMatch(/"token": ?"\[masked:[0-9a-f]{8}\]"/)
    const digest = createHash('sha256').update(bytes).digest('base64')
    expect(response.headers.get('repr-digest')).toBe(`sha-256=:${digest}:`)
    const received = Buffer.from(view.exchanges[0]?.responseSha256 ?? '', 'hex').toString('base64')
    expect(response.headers.get('statusdesk-received-digest')).toBe(`sha-256=:${received}:`)
    expect(received).not.toBe(digest)
  })

  it.each(['nothing', '00000000-0000-7000-8000-000000000000'])('has no look-up %s', async (id) => {
    const response = await handle(getLookup)(request(`/lookups/${id}`), { params: Promise.resolve({ id }) })
    expect(response.status).toBe(404)
  })

  it('lists connections without a secret', async () => {
    const response = await handle(getConnectionList)(request('/connections'), none)
    const text = await response.text()
    expect(connectionList.parse(JSON.parse(text)).data).toHaveLength(6)
    expect(text).not.toContain('password-7f21')
  })
})

it('describes itself in OpenAPI 3.1', () => {
  const document = JSON.parse(JSON.stringify(composeOpenApi()))
  expect(document.openapi).toBe('3.1.0')
  expect(Object.keys(document.paths)).toHaveLength(15)
  const { post: ask } = document.paths['/lookups']
  expect(ask.requestBody.content['application/json'].schema).toEqual({
    $ref: '#/components/schemas/AskRequest',
  })
  const { AskRequest, Question, Lookup } = document.components.schemas
  expect(AskRequest.properties.questions).toMatchObject({
    maxItems: 1000,
    items: { $ref: '#/components/schemas/Question' },
  })
  expect(Question.properties.input.additionalProperties).toEqual({ type: ['string', 'number'] })
  expect(AskRequest.properties.wait).toMatchObject({ type: 'number', minimum: 0, maximum: 30 })
  expect(Lookup.required).toContain('mappingVersion')
  expect(JSON.stringify(document)).not.toContain('__shared')
  expect(ask.parameters.map(({ name }: { name: string }) => name)).toEqual(['Idempotency-Key'])
})

it('limits how often a token asks', async () => {
  const bearer = await makeToken('support')
  const statuses = await Promise.all(
    Array.from(
      { length: 610 },
      async () => (await handle(getConnectionList)(request('/connections', {}, bearer), none)).status,
    ),
  )
  expect(statuses.filter((status) => status === 200)).toHaveLength(600)
  const limited = await handle(getConnectionList)(request('/connections', {}, bearer), none)
  expect(limited.status).toBe(429)
  expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0)
})
