import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { credentials, demoConnections } from './credentials.ts'
import { Journal } from './journal.ts'
import { type Simulator, startSimulator } from './start.ts'
import { openHttp2, send, sendHttp2 } from './testing/client.ts'
import * as ask from './testing/questions.ts'
import { startForTest } from './testing/simulator.ts'

let simulator: Simulator

beforeEach(async () => {
  simulator = await startForTest()
})

afterEach(() => simulator.close())

async function control(method: string, path: string, body?: unknown) {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  const response = await fetch(`${simulator.http}/_simulator${path}`, { method, ...sent })
  return { status: response.status, body: await response.json() }
}

async function statsOf(provider: string) {
  return (await control('GET', '/stats')).body[provider]
}

describe('statistics', () => {
  it('counts twenty calls at once on one HTTP/2 connection', async () => {
    const session = openHttp2(simulator.https, simulator.caFile)
    await control('PUT', '/latency', { ms: 200 })
    const bodies = Array.from({ length: 20 }, (_, at) => ask.fantasyGoalBody(`sc-ok-${at}`))
    const answers = bodies.map((body) => sendHttp2(session, ask.fantasyGoal(body)))
    await new Promise((done) => setTimeout(done, 100))
    expect(await statsOf('fantasy-goal')).toMatchObject({ total: 20, current: 20 })
    await Promise.all(answers)
    session.close()
    await expect
      .poll(() => statsOf('fantasy-goal'))
      .toEqual({
        total: 20,
        current: 0,
        maxInFlight: 20,
        maxPerSecond: 20,
        sockets: 1,
        httpVersions: { '2': 20 },
        questions: 20,
      })
  })

  it('no longer counts a call whose last byte is on its way', () => {
    const journal = new Journal()
    const call = { provider: 'gr8-tech', method: 'GET', path: '/', httpVersion: '1.1', socket: 1 }
    const first = journal.open('gr8-tech', call)
    journal.settle('gr8-tech', first)
    journal.open('gr8-tech', call)
    journal.close('gr8-tech', first, 'answered')
    expect(journal.stats()['gr8-tech']).toMatchObject({ current: 1, maxInFlight: 1 })
  })

  it('counts connections, and questions apart from calls', async () => {
    await send(simulator.http, ask.fungamessRows('sc-ok-1', 'sc-ok-2', 'sc-ok-3'))
    await send(simulator.http, ask.fungamessRows('sc-ok-4'))
    expect(await statsOf('fungamess')).toMatchObject({ total: 2, maxInFlight: 1, sockets: 2, questions: 4 })
  })

  it('finds the busiest second wherever it lies', async () => {
    for (let n = 0; n < 3; n += 1) await send(simulator.http, ask.gr8Tech('sc-ok'))
    await new Promise((done) => setTimeout(done, 1100))
    for (let n = 0; n < 4; n += 1) await send(simulator.http, ask.gr8Tech('sc-ok'))
    expect(await statsOf('gr8-tech')).toMatchObject({ total: 7, maxPerSecond: 4 })
  })

  it('begins anew, but keeps what is in flight', async () => {
    const left = new AbortController()
    const hanging = send(simulator.http, ask.gr8Tech('sc-headers_hang'), { signal: left.signal }).catch(
      () => 'left',
    )
    await expect.poll(() => statsOf('gr8-tech')).toMatchObject({ current: 1 })
    await control('DELETE', '/calls')
    expect(await statsOf('gr8-tech')).toMatchObject({ total: 0, current: 1, maxInFlight: 1 })
    left.abort()
    expect(await hanging).toBe('left')
    await expect.poll(() => statsOf('gr8-tech')).toMatchObject({ current: 0 })
  })
})

describe('journal', () => {
  it('tells of a call what was asked and what was sent', async () => {
    const before = Date.now()
    await send(simulator.http, ask.fantasyGoal(ask.fantasyGoalBody('sc-failed-1')))
    await expect.poll(async () => (await control('GET', '/calls')).body.calls[0]?.ending).toBe('answered')
    const [call] = (await control('GET', '/calls?provider=fantasy-goal&transactionId=sc-failed-1')).body.calls
    expect(call).toMatchObject({
      n: 1,
      provider: 'fantasy-goal',
      method: 'POST',
      path: '/fantasy-goal/api/wallet/status',
      httpVersion: '1.1',
      transactionIds: ['sc-failed-1'],
      scenario: 'failed',
      status: 500,
      fault: null,
      authenticated: true,
      requestBody: ask.fantasyGoalBody('sc-failed-1'),
    })
    expect(call.receivedAt).toBeGreaterThanOrEqual(before)
    expect(call.answeredAt).toBeGreaterThanOrEqual(call.receivedAt)
  })

  it('tells who broke a call off', async () => {
    await send(simulator.http, ask.gr8Tech('sc-reset')).catch(() => undefined)
    await send(simulator.http, ask.gr8Tech('sc-drip'), { signal: AbortSignal.timeout(100) }).catch(
      () => undefined,
    )
    await send(simulator.http, ask.gr8Tech('sc-ok', { authorization: 'x' }))
    const endings = async () => {
      const { calls } = (await control('GET', '/calls')).body
      return calls.map((call: Record<string, unknown>) => [
        call['ending'],
        call['fault'],
        call['authenticated'],
      ])
    }
    await expect.poll(endings).toEqual([
      ['broken_off', 'reset', true],
      ['client_left', 'drip', true],
      ['answered', null, false],
    ])
  })

  it('keeps the last 20,000', () => {
    const journal = new Journal()
    const call = { provider: 'gr8-tech', method: 'GET', path: '/', httpVersion: '1.1', socket: 1 }
    for (let n = 0; n < 25_000; n += 1) journal.close('gr8-tech', journal.open('gr8-tech', call), 'answered')
    const kept = journal.calls({})
    expect([kept.length, kept[0]?.n, kept.at(-1)?.n]).toEqual([20_000, 5001, 25_000])
    expect(journal.stats()['gr8-tech']?.total).toBe(25_000)
  })
})

describe('tokens of GR8 Tech', () => {
  const { clientId, clientSecret } = credentials['gr8-tech']
  const grant = ask.gr8Token({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  })

  async function statusWithNewToken(between: () => Promise<unknown>): Promise<number> {
    const { access_token } = JSON.parse((await send(simulator.http, grant)).text)
    await between()
    return (await send(simulator.http, ask.gr8Tech('sc-ok', { authorization: `Bearer ${access_token}` })))
      .status
  }

  it('become invalid when revoked and when they run out', async () => {
    expect(await statusWithNewToken(async () => undefined)).toBe(200)
    expect(await statusWithNewToken(() => control('POST', '/token/revoke'))).toBe(401)
    await control('PUT', '/token', { expiresIn: 1 })
    expect(await statusWithNewToken(() => new Promise((done) => setTimeout(done, 1050)))).toBe(401)
    expect(await statsOf('gr8-tech/token')).toMatchObject({ total: 3 })
    expect(await statsOf('gr8-tech')).toMatchObject({ total: 3 })
  })

  it('are not issued while the endpoint is told to fail', async () => {
    expect((await control('PUT', '/token', { fault: '503' })).body).toEqual({ expiresIn: 60, fault: '503' })
    expect((await send(simulator.http, grant)).status).toBe(503)
    await control('PUT', '/token', { fault: null })
    expect((await send(simulator.http, grant)).status).toBe(200)
    expect((await control('PUT', '/token', { fault: 'nonsense' })).status).toBe(400)
  })
})

it('refuses a latency that is none, and a control that is none', async () => {
  expect((await control('PUT', '/latency', { ms: -1 })).status).toBe(400)
  expect((await control('PUT', '/latency', { ms: '50' })).status).toBe(400)
  expect((await control('GET', '/nothing')).status).toBe(404)
  expect((await fetch(`${simulator.http}/no-such-vendor`)).status).toBe(404)
})

it('forgets what was asked', async () => {
  expect((await send(simulator.http, ask.gr8Tech('sc-503_once'))).status).toBe(503)
  await control('DELETE', '/memory')
  expect((await send(simulator.http, ask.gr8Tech('sc-503_once'))).status).toBe(503)
  expect((await send(simulator.http, ask.gr8Tech('sc-503_once'))).status).toBe(200)
})

it('lists connections that reach it', () => {
  const { connections } = demoConnections(simulator)
  expect(connections.map(({ id, baseUrl }) => [id, baseUrl])).toEqual([
    ['fantasy-demo', `${simulator.https}/fantasy-goal/`],
    ['fungamess-demo', `${simulator.http}/fungamess/`],
    ['fizzy-demo', `${simulator.http}/fizzy-bubbly/`],
    ['gr8-demo', `${simulator.http}/gr8-tech/`],
    ['gr8-token-demo', `${simulator.http}/gr8-tech/`],
    ['oneforbet-demo', `${simulator.http}/oneforbet/`],
  ])
})

it('keeps its authority from one start to the next, and closes under hanging calls', async () => {
  const dataDir = simulator.caFile.replace(/\/ca\.pem$/, '')
  const authority = await readFile(simulator.caFile, 'utf8')
  const hanging = send(simulator.http, ask.gr8Tech('sc-headers_hang')).catch(() => 'cut')
  await expect.poll(() => statsOf('gr8-tech')).toMatchObject({ current: 1 })
  const second = await startSimulator({ port: 0, tlsPort: 0, dataDir, latencyMs: 0 })
  expect(await readFile(second.caFile, 'utf8')).toBe(authority)
  const session = openHttp2(second.https, second.caFile)
  expect((await sendHttp2(session, ask.gr8Tech('sc-ok'))).status).toBe(200)
  session.close()
  await second.close()
  const start = performance.now()
  await simulator.close()
  expect(performance.now() - start).toBeLessThan(500)
  expect(await hanging).toBe('cut')
  simulator = await startForTest()
})
