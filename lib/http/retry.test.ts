import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ReceivedReply } from '#lib/providers/contract.ts'
import { pauseBeforeRetry } from './retry.ts'

const now = new Date('2026-11-20T10:00:00.000Z')
const chance = { retries: 0, remainingMs: 10_000, now, random: () => 0.5 }

function reply(status: number, headers: Record<string, string> = {}): ReceivedReply {
  return {
    kind: 'reply',
    status,
    headers: new Map(Object.entries(headers)),
    body: new Uint8Array(),
    httpVersion: '1.1',
  }
}

describe('what is tried again', () => {
  it.each([429, 502, 503, 504])('status %i', (status) => {
    expect(pauseBeforeRetry(reply(status), chance)).toBe(125)
    expect(pauseBeforeRetry(reply(status), { ...chance, retries: 1 })).toBe(250)
    expect(pauseBeforeRetry(reply(status), { ...chance, retries: 2 })).toBeNull()
  })

  it.each([200, 204, 301, 400, 401, 403, 404, 408, 500, 501, 505])('not status %i', (status) => {
    expect(pauseBeforeRetry(reply(status, { 'retry-after': '0' }), chance)).toBeNull()
  })

  it('faults of time and of the way, no others', () => {
    const fault = { kind: 'fault', phase: 'body', text: '' } as const
    expect(pauseBeforeRetry({ ...fault, fault: 'timeout' }, chance)).toBe(125)
    expect(pauseBeforeRetry({ ...fault, fault: 'unreachable' }, chance)).toBe(125)
    for (const other of ['unreadable', 'too_large', 'cancelled', 'invalid_request'] as const)
      expect(pauseBeforeRetry({ ...fault, fault: other }, chance)).toBeNull()
  })
})

describe('Retry-After', () => {
  it.each([
    ['3', 3_125],
    ['0', 125],
    ['Fri, 20 Nov 2026 10:00:03 GMT', 3_125],
    ['Fri, 20 Nov 2026 09:00:00 GMT', 125],
    ['10', null],
    ['3600', null],
    ['Fri, 20 Nov 2026 11:00:00 GMT', null],
    ['9'.repeat(400), null],
    ['soon', 125],
    ['-1', 125],
    ['1.5', 125],
    ['2026-11-20', 125],
    ['', 125],
  ])('%s', (value, pauseMs) => {
    expect(pauseBeforeRetry(reply(503, { 'retry-after': value }), chance)).toBe(pauseMs)
  })
})

it('never pauses beyond the deadline, nor shorter than asked', () => {
  const seconds = fc.option(fc.nat({ max: 20 }))
  fc.assert(
    fc.property(
      seconds,
      fc.nat({ max: 20_000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (asked, remainingMs, luck) => {
        const headers = asked === null ? {} : { 'retry-after': String(asked) }
        const pauseMs = pauseBeforeRetry(reply(429, headers), { ...chance, remainingMs, random: () => luck })
        if (pauseMs === null) return
        expect(pauseMs).toBeLessThan(remainingMs)
        expect(pauseMs).toBeGreaterThanOrEqual((asked ?? 0) * 1_000)
      },
    ),
  )
})
