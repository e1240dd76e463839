import type { IncomingMessage, ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import { commitIntent } from './intent.ts'
import type { Gate } from './target.ts'
import { serveHttp } from './testing/servers.ts'
import { countingGate, during, openWay } from './testing/way.ts'

const intent = commitIntent(['lookup-1'], new Date(Date.now() + 600_000))
const fault = (name: string, phase: string) => ({
  kind: 'fault',
  fault: name,
  phase,
  text: expect.stringMatching(/\.$/),
})

/** Answers the first calls with these statuses, and all others with 200. */
function serveStatuses(statuses: readonly number[], headers: Record<string, string> = {}) {
  let calls = 0
  return serveHttp((_request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(statuses[calls] ?? 200, headers).end(String(calls))
    calls += 1
  })
}

describe('trying again', () => {
  it('makes an exchange of every attempt and gives back the last', async () => {
    const server = await during(serveStatuses([503, 429]))
    const { ask, gate } = openWay([server.origin])
    const { result, exchanges } = await ask(intent, { safeToRetry: true })
    expect(result).toMatchObject({ kind: 'reply', status: 200, body: Buffer.from('2') })
    expect(exchanges.map(({ status }) => status)).toEqual([503, 429, 200])
    expect(new Set(exchanges.map(({ id }) => id)).size).toBe(3)
    expect([gate.entered, gate.inside]).toEqual([3, 0])
  })

  it('ends after two more, with the last reply', async () => {
    const server = await during(serveStatuses([502, 503, 504, 504]))
    const { result, exchanges } = await openWay([server.origin]).ask(intent, { safeToRetry: true })
    expect(result).toMatchObject({ kind: 'reply', status: 504 })
    expect(exchanges).toHaveLength(3)
  })

  it('is only for calls that are safe to repeat', async () => {
    const server = await during(serveStatuses([503]))
    const { result, exchanges } = await openWay([server.origin]).ask(intent, { safeToRetry: false })
    expect(result).toMatchObject({ kind: 'reply', status: 503 })
    expect(exchanges).toHaveLength(1)
  })

  it('waits as long as Retry-After asks', async () => {
    const server = await during(serveStatuses([429], { 'retry-after': '1' }))
    const { exchanges } = await openWay([server.origin]).ask(intent, { safeToRetry: true })
    const [first, second] = exchanges
    expect(second?.status).toBe(200)
    expect(Number(second?.startedAt) - Number(first?.startedAt)).toBeGreaterThanOrEqual(1_000)
  })

  it('does not wait past the deadline', async () => {
    const server = await during(serveStatuses([429], { 'retry-after': '3' }))
    const begun = performance.now()
    const { result, exchanges } = await openWay([server.origin]).ask(intent, { safeToRetry: true })
    expect(result).toMatchObject({ status: 429 })
    expect([exchanges.length, performance.now() - begun < 1_000]).toEqual([1, true])
  })

  it('gives a reply that stalled another chance within the deadline', async () => {
    let calls = 0
    const server = await during(
      serveHttp((_request, response) => {
        calls += 1
        if (calls > 1) response.end('{}')
        else response.writeHead(200, { 'content-length': 2 }).flushHeaders()
      }),
    )
    const { ask } = openWay([server.origin], { limits: { timeoutMs: 600 } })
    const { result, exchanges } = await ask(intent, { safeToRetry: true })
    expect(result).toMatchObject({ kind: 'reply' })
    expect(exchanges.map(({ fault: name, phase }) => [name, phase])).toEqual([
      ['timeout', 'body'],
      [null, null],
    ])
  })

  it('stops when it is cancelled in the pause', async () => {
    const server = await during(serveStatuses([429], { 'retry-after': '1' }))
    const ending = new AbortController()
    setTimeout(() => ending.abort(), 100)
    const begun = performance.now()
    const { result } = await openWay([server.origin]).ask(
      intent,
      { safeToRetry: true },
      { signal: ending.signal },
    )
    expect(result).toEqual(fault('cancelled', 'wait'))
    expect(performance.now() - begun).toBeLessThan(500)
  })
})

describe('the gate', () => {
  it('that has no place in time is a timeout, and nothing is sent', async () => {
    const server = await during(serveStatuses([]))
    const full: Gate = { enter: async () => null }
    const { result, exchanges } = await openWay([server.origin], { gate: full }).ask(intent)
    expect(result).toEqual(fault('timeout', 'wait'))
    expect([exchanges.length, server.connections()]).toEqual([0, 0])
  })

  it('that never answers does not outlast the deadline; a late place is given back', async () => {
    const server = await during(serveStatuses([]))
    const places = countingGate()
    const { promise: opened, resolve: open } = Promise.withResolvers<void>()
    const slow: Gate = { enter: (target, deadline) => opened.then(() => places.enter(target, deadline)) }
    const { ask } = openWay([server.origin], { gate: slow, limits: { timeoutMs: 150 } })
    expect((await ask(intent)).result).toEqual(fault('timeout', 'wait'))
    open()
    await expect.poll(() => [places.entered, places.inside]).toEqual([1, 0])
  })

  it('that throws is not held against the provider', async () => {
    const server = await during(serveStatuses([]))
    const away: Gate = { enter: async () => Promise.reject(new Error('no database')) }
    const { ask, way } = openWay([server.origin], { gate: away })
    expect((await ask(intent)).result).toEqual(fault('cancelled', 'wait'))
    expect(way.breaker).toMatchObject({ calls: 0 })
  })

  it('that closes between two attempts leaves what the first brought', async () => {
    const server = await during(serveStatuses([503]))
    const places = countingGate()
    const once: Gate = {
      enter: async (target, deadline) => (places.entered === 0 ? places.enter(target, deadline) : null),
    }
    const { result } = await openWay([server.origin], { gate: once }).ask(intent, { safeToRetry: true })
    expect(result).toMatchObject({ kind: 'reply', status: 503 })
  })
})

describe('the breaker', () => {
  const limits = { breaker: { failures: 2, share: 0.5, windowMs: 30_000, probeMs: 10_000 } }

  it('opens after repeated faults, lets a probe through, and closes', async () => {
    let nowMs = Date.now()
    let broken = true
    const server = await during(
      serveHttp((_request, response) => response.writeHead(broken ? 503 : 200).end()),
    )
    const { ask, way, gate } = openWay([server.origin], { limits, now: () => new Date(nowMs) })
    await ask(intent)
    await ask(intent)
    expect(way.breaker).toMatchObject({ state: 'open', failures: 2, calls: 2 })

    const refused = await ask(intent, { safeToRetry: true })
    expect(refused.result).toEqual(fault('circuit_open', 'wait'))
    expect([refused.exchanges.length, gate.entered]).toEqual([0, 2])

    nowMs += 10_000
    const probe = await ask(intent, { safeToRetry: true })
    expect(probe.result).toMatchObject({ status: 503 })
    expect(probe.exchanges).toHaveLength(1)
    expect((await ask(intent)).result).toEqual(fault('circuit_open', 'wait'))

    nowMs += 10_000
    broken = false
    expect((await ask(intent)).result).toMatchObject({ status: 200 })
    expect((await ask(intent)).result).toMatchObject({ status: 200 })
    expect(way.breaker).toMatchObject({ state: 'closed', openedAt: null })
  })

  it('counts a call once, however often it was tried', async () => {
    const server = await during(serveStatuses([503, 503, 200]))
    const { ask, way } = openWay([server.origin], { limits })
    expect((await ask(intent, { safeToRetry: true })).result).toMatchObject({ status: 200 })
    expect(way.breaker).toMatchObject({ state: 'closed', failures: 0, calls: 1 })
  })
})
