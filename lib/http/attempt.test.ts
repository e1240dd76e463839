import { describe, expect, it } from 'vitest'
import { Attempt } from './attempt.ts'
import type { Prepared } from './request.ts'

const request: Prepared = {
  kind: 'prepared',
  method: 'GET',
  origin: 'https://a.example.test',
  path: '/',
  url: 'https://a.example.test/',
  headers: [],
  body: null,
  safeToRetry: false,
}
const limits = { totalMs: 100, idleMs: 50, maxResponseBytes: 1_000 }

function controller(rawHeaders: string[] = []) {
  const aborts: Error[] = []
  const noop = () => {}
  return {
    aborted: false,
    paused: false,
    reason: null,
    rawHeaders,
    pause: noop,
    resume: noop,
    aborts,
    abort: (error: Error) => void aborts.push(error),
  }
}

function begin(signal = new AbortController().signal) {
  return new Attempt(request, limits, signal, () => 'connect')
}

describe('an HTTP library that goes quiet', () => {
  it('before it began to send', async () => {
    const begun = performance.now()
    expect(await begin().settled).toMatchObject({
      fault: { fault: 'timeout', phase: 'connect' },
      httpVersion: null,
    })
    expect(performance.now() - begun).toBeLessThan(200)
  })

  it('after sending', async () => {
    const attempt = begin()
    const held = controller()
    attempt.onRequestStart(held)
    attempt.onRequestSent()
    expect(await attempt.settled).toMatchObject({ fault: { fault: 'timeout', phase: 'first_byte' } })
    expect(held.aborts).toHaveLength(1)
  })

  it('in mid-body', async () => {
    const attempt = begin()
    const held = controller(['content-length', '9'])
    attempt.onRequestStart(held)
    attempt.onRequestSent()
    attempt.onResponseStart(held, 200)
    attempt.onResponseData(held, Buffer.from('half'))
    expect(await attempt.settled).toMatchObject({
      fault: { fault: 'timeout', phase: 'body' },
      body: Buffer.from('half'),
      received: 4,
    })
  })
})

describe('an HTTP library that does too much', () => {
  it('settles once', async () => {
    const attempt = begin()
    const held = controller()
    attempt.onRequestStart(held)
    attempt.onResponseError(held, new Error('one'))
    attempt.onResponseError(held, new Error('two'))
    attempt.onResponseStart(held, 200)
    attempt.onResponseData(held, Buffer.from('late'))
    attempt.onResponseEnd()
    expect(await attempt.settled).toMatchObject({
      fault: { fault: 'unreachable', phase: 'send' },
      status: null,
    })
  })

  it('may not begin what is over, nor begin twice what may not be repeated', async () => {
    const over = begin(AbortSignal.abort())
    expect(await over.settled).toMatchObject({ fault: { fault: 'cancelled', phase: 'connect' } })
    expect(() => over.onRequestStart(controller())).toThrow('aborted')
    const twice = begin()
    twice.onRequestStart(controller())
    expect(() => twice.onRequestStart(controller())).toThrow('aborted')
  })

  it('does not put the words of an error before staff', async () => {
    const attempt = begin()
    attempt.onRequestStart(controller())
    attempt.onResponseError(null, Object.assign(new Error('Bearer abc'), { code: 'ECONNRESET' }))
    const { fault } = await attempt.settled
    expect(fault?.text).toBe('The connection broke while the request was being sent (ECONNRESET).')
  })
})
