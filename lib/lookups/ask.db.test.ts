import postgres from 'postgres'
import { afterAll, describe, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { ask } from './ask.ts'
import { findExchange } from './evidence.ts'
import { listLookups } from './list.ts'
import { findBoard } from './read.ts'
import { dropOldIdempotencyKeys } from './store.ts'
import { actorOf, openTestDesk } from './testing/desk.ts'
import { fantasyExample, look, support } from './testing/look.ts'

const desk = await openTestDesk({ 'gr8-demo': { timeoutMs: 1_500 } })
afterAll(() => desk.close())

it('shares one HTTP/2 connection among twenty concurrent look-ups', async () => {
  await fetch(`${desk.simulator.http}/_simulator/calls`, { method: 'DELETE' })
  const questions = Array.from({ length: 20 }, (_, index) => ({
    connection: 'fantasy-demo',
    input: { ...fantasyExample, transaction_id: `sc-slow1-${index}` },
  }))
  const asked = await ask(support, { questions, reason: null, origin: 'desk' })
  await asked.settled
  const calls: { httpVersion: string; socket: number }[] = await desk.calls()
  expect(calls).toHaveLength(20)
  expect(new Set(calls.map(({ httpVersion }) => httpVersion))).toEqual(new Set(['2']))
  expect(new Set(calls.map(({ socket }) => socket)).size).toBe(1)
})

describe('bad input', () => {
  it.each([
    ['an unknown connection', { connection: 'nobody', input: {} }, 'questions.0.connection'],
    [
      'a missing field',
      { connection: 'gr8-demo', input: { playerId: 'p' } },
      'questions.0.input.transactionId',
    ],
    [
      'an id that is too long',
      { connection: 'gr8-demo', input: { playerId: 'p', transactionId: 'x'.repeat(51) } },
      'questions.0.input.transactionId',
    ],
    [
      'a wrong currency',
      { connection: 'fantasy-demo', input: { ...fantasyExample, currency: '€' } },
      'questions.0.input.currency',
    ],
    [
      'a negative amount',
      { connection: 'fantasy-demo', input: { ...fantasyExample, amount: '-1' } },
      'questions.0.input.amount',
    ],
    [
      'an id above 2^64-1',
      { connection: 'fantasy-demo', input: { ...fantasyExample, player_id: '18446744073709551616' } },
      'questions.0.input.player_id',
    ],
    [
      'an unknown field',
      { connection: 'fizzy-demo', input: { transactionId: 'x', amount: '1' } },
      'questions.0.input.amount',
    ],
  ])('%s is named, recorded, and nothing is sent', async (_, question, path) => {
    const before = (await desk.calls()).length
    const refused = await ask(support, { questions: [question], reason: null, origin: 'api' }).catch(
      (error: unknown) => error,
    )
    expect(refused).toBeInstanceOf(ProblemError)
    if (!(refused instanceof ProblemError) || refused.problem.kind !== 'invalid') throw refused
    expect(Object.keys(refused.problem.fields)).toEqual([path])
    expect((await desk.calls()).length).toBe(before)
    const [event] = await getSql()<{ kind: string; canon: string }[]>`
      select kind, convert_from(canon, 'UTF8') as canon from audit.event order by id desc limit 1`
    expect(event?.kind).toBe('lookup.refused')
    expect(event?.canon).toContain(path)
  })

  it('a role that may not ask is denied, recorded, and nothing is sent', async () => {
    const admin = actorOf('admin')
    const question = { connection: 'fizzy-demo', input: { transactionId: 'x' } }
    await expect(ask(admin, { questions: [question], reason: null, origin: 'desk' })).rejects.toMatchObject({
      problem: { kind: 'denied', capability: 'lookup.ask' },
    })
  })

  it('support asks at most fifty at once', async () => {
    const questions = Array.from({ length: 51 }, () => ({
      connection: 'fizzy-demo',
      input: { transactionId: 'x' },
    }))
    await expect(ask(support, { questions, reason: null, origin: 'api' })).rejects.toMatchObject({
      problem: { kind: 'invalid', fields: { questions: expect.stringContaining('50') } },
    })
  })
})

it('stores no secret input, and none of the configuration', async () => {
  const canary = 'canary-token-5521-abcd'
  const view = await look('fantasy-demo', { ...fantasyExample, token: canary })
  expect(view.input['token']).toMatch(/^\[masked:[0-9a-f]{8}\]$/)
  const [stored] = await getSql()<{ dump: string }[]>`
    select coalesce(string_agg(t::text, ' '), '') as dump from (
      select l::text from lookup l union all select o::text from lookup_outcome o
      union all select concat(e.url, e.request_headers, convert_from(e.request_body, 'UTF8'), e.response_headers,
        convert_from(e.response_body, 'UTF8')) from exchange e
      union all select convert_from(canon, 'UTF8') from audit.event) as t`
  const secrets = [
    canary,
    'fantasy-demo-password',
    'fantasy-demo-signing',
    'gr8-demo-fixed-token',
    'oneforbet-demo-key',
    'fizzy-demo-private',
  ]
  expect(secrets.filter((secret) => stored?.dump.includes(secret))).toEqual([])
  expect(stored?.dump).toContain(fantasyExample.transaction_id)
})

it('answers a repeated request with what stands, and asks nothing again', async () => {
  const request = {
    questions: [{ connection: 'fizzy-demo', input: { transactionId: 'string' } }],
    reason: null,
    origin: 'api' as const,
    idempotency: { key: 'k1', requestSha256: 'a'.repeat(64) },
  }
  const first = await ask(support, request)
  await first.settled
  const before = (await desk.calls()).length
  const second = await ask(support, request)
  expect(second.requestId).toBe(first.requestId)
  const other = { ...request, idempotency: { key: 'k1', requestSha256: 'b'.repeat(64) } }
  await expect(ask(support, other)).rejects.toMatchObject({ problem: { kind: 'conflict' } })
  expect((await ask(actorOf('finance'), request)).requestId).not.toBe(first.requestId)
  expect((await desk.calls()).length - before).toBeLessThanOrEqual(1)
})

it('a slow provider delays nobody else', async () => {
  const questions = [
    { connection: 'gr8-demo', input: { playerId: 'p', transactionId: 'sc-hang-1' } },
    { connection: 'fizzy-demo', input: { transactionId: 'string' } },
  ]
  const asked = await ask(support, { questions, reason: null, origin: 'desk', boardId: crypto.randomUUID() })
  await expect
    .poll(async () =>
      (await findBoard(support, asked.lookups[0]?.id ?? '')).map(({ outcome }) => outcome).sort(),
    )
    .toEqual(['answered', null])
  await asked.settled
  const hung = (await findBoard(support, asked.lookups[0]?.id ?? '')).find(
    ({ connection }) => connection === 'gr8-demo',
  )
  expect(hung).toMatchObject({ outcome: 'fault', fault: 'timeout', phase: expect.any(String) })
  expect(hung?.durationMs).toBeLessThan(3_000)
})

it('shows support its own history, and everybody a transaction’s', async () => {
  await look('fizzy-demo', { transactionId: 'string' }, actorOf('finance'))
  const own = await listLookups(support, {}, 100)
  expect(new Set(own.data.map(({ askedBy }) => askedBy))).toEqual(new Set([support.id]))
  const all = await listLookups(support, { transactionId: 'string' }, 100)
  expect(new Set(all.data.map(({ askedBy }) => askedBy)).size).toBeGreaterThan(1)
  await expect(listLookups(support, { by: 'test-finance' }, 10)).rejects.toMatchObject({
    problem: { kind: 'denied' },
  })
  const page = await listLookups(support, {}, 2)
  const next = await listLookups(support, { cursor: page.nextCursor ?? '' }, 2)
  expect([...page.data, ...next.data].map(({ id }) => id)).toEqual(own.data.slice(0, 4).map(({ id }) => id))
})

it('knows from an earlier answer that a transaction has expired at GR8 Tech', async () => {
  const input = { playerId: 'p1', transactionId: 'sc-expires1-known' }
  expect(await look('gr8-demo', input)).toMatchObject({ status: 'succeeded' })
  await new Promise((resolve) => setTimeout(resolve, 1_200))
  expect(await look('gr8-demo', input)).toMatchObject({ outcome: 'absent', absence: 'expired', final: null })
})

it.each(['19575.50', 'true', 'succeeded'])('does not let the token %s blot out evidence', async (token) => {
  const view = await look('fantasy-demo', { ...fantasyExample, token })
  expect(view).toMatchObject({ status: 'succeeded', balances: [{ amount: '19575.50' }] })
  const exchange = await findExchange(support, view.id, 1, 'page')
  const reply = Buffer.from(exchange?.responseBody ?? []).toString()
  expect(reply).toMatch(/"status": ?true/)
  expect(reply).toMatch(/"balance": ?19575\.50/)
  expect(reply).toMatch(/"token": ?"\[masked:/)
})

it('forgets idempotency keys after a day', async () => {
  const request = {
    questions: [{ connection: 'fizzy-demo', input: { transactionId: 'string' } }],
    reason: null,
    origin: 'api' as const,
  }
  const asked = async (key: string) =>
    ask(support, { ...request, idempotency: { key, requestSha256: 'c'.repeat(64) } })
  await (
    await asked('old')
  ).settled
  const old = postgres(process.env['DATABASE_URL'] ?? '', { max: 1 })
  await old`update idempotency_key set created_at = now() - interval '25 hours'`
  await old.end()
  const kept = await asked('new')
  await kept.settled
  expect(await dropOldIdempotencyKeys()).toBeGreaterThan(0)
  expect((await asked('new')).requestId).toBe(kept.requestId)
})
