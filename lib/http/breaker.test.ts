import { describe, expect, it } from 'vitest'
import type { ReceivedReply, SendFault } from '#lib/providers/contract.ts'
import type { Fault, Phase } from '#lib/providers/vocabulary.ts'
import { Breaker } from './breaker.ts'

const limits = { failures: 4, share: 0.5, windowMs: 30_000, probeMs: 10_000 }

function fault(name: Fault, phase: Phase = 'first_byte'): SendFault {
  return { kind: 'fault', fault: name, phase, text: '' }
}

function reply(status: number): ReceivedReply {
  return { kind: 'reply', status, headers: new Map(), body: new Uint8Array(), httpVersion: '1.1' }
}

function openBreaker() {
  let nowMs = Date.parse('2026-11-20T10:00:00Z')
  const breaker = new Breaker(limits, () => new Date(nowMs))
  return {
    breaker,
    later: (ms: number) => {
      nowMs += ms
    },
    call: (result: ReceivedReply | SendFault, times = 1) => {
      for (let n = 0; n < times; n += 1) breaker.leave(breaker.enter(), result)
    },
  }
}

describe('opening', () => {
  it.each([reply(429), reply(500), reply(503), fault('timeout'), fault('unreachable', 'connect')])(
    'happens at the fourth of %j',
    (bad) => {
      const { breaker, call } = openBreaker()
      call(bad, 3)
      expect(breaker.state).toMatchObject({
        state: 'closed',
        failures: 3,
        calls: 3,
        openedAt: null,
        nextProbeAt: null,
      })
      call(bad)
      expect(breaker.state).toEqual({
        state: 'open',
        openedAt: new Date('2026-11-20T10:00:00Z'),
        nextProbeAt: new Date('2026-11-20T10:00:10Z'),
        failures: 4,
        calls: 4,
      })
      expect(breaker.enter()).toBe('refused')
    },
  )

  it.each([
    reply(200),
    reply(204),
    reply(404),
    reply(400),
    reply(401),
    reply(302),
    fault('unreadable'),
    fault('too_large'),
  ])('does not count %j', (good) => {
    const { breaker, call } = openBreaker()
    call(good, 100)
    expect(breaker.state).toMatchObject({ state: 'closed', failures: 0, calls: 100 })
  })

  it('leaves out calls that never reached the provider', () => {
    const { breaker, call } = openBreaker()
    call(fault('timeout', 'wait'), 10)
    call(fault('cancelled'), 10)
    expect(breaker.state).toMatchObject({ state: 'closed', failures: 0, calls: 0 })
  })

  it('takes the share of failures too', () => {
    const { breaker, call } = openBreaker()
    call(reply(200), 5)
    call(reply(500), 4)
    expect(breaker.isOpen).toBe(false)
    call(reply(500))
    expect(breaker.isOpen).toBe(true)
  })

  it('forgets what is older than the window', () => {
    const { breaker, call, later } = openBreaker()
    call(reply(500), 3)
    later(30_000)
    call(reply(500))
    expect(breaker.state).toMatchObject({ state: 'closed', failures: 1, calls: 1 })
  })
})

describe('probing', () => {
  it('lets one call through every so often, and closes on a good one', () => {
    const { breaker, call, later } = openBreaker()
    call(reply(500), 4)
    later(9_999)
    expect(breaker.enter()).toBe('refused')
    later(1)
    expect([breaker.enter(), breaker.enter()]).toEqual(['probe', 'refused'])
    breaker.leave('probe', reply(500))
    later(9_999)
    expect(breaker.enter()).toBe('refused')
    later(1)
    expect(breaker.enter()).toBe('probe')
    breaker.leave('probe', reply(404))
    expect(breaker.state).toMatchObject({ state: 'closed', failures: 0, calls: 0, openedAt: null })
    expect(breaker.enter()).toBe('pass')
  })

  it('is not done by a call that was under way', () => {
    const { breaker, call } = openBreaker()
    const early = breaker.enter()
    call(reply(500), 4)
    breaker.leave(early, reply(200))
    expect(breaker.isOpen).toBe(true)
  })
})
