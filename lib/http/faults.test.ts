import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { commitIntent } from './intent.ts'
import { serveHttp, serveRaw, serveTcp } from './testing/servers.ts'
import { during, get, openWay } from './testing/way.ts'

const intent = commitIntent(['lookup-1'], new Date(Date.now() + 600_000))
const head = (headers: string) => `HTTP/1.1 200 OK\r\n${headers}\r\n`
const fault = (name: string, phase: string) => ({
  kind: 'fault',
  fault: name,
  phase,
  text: expect.stringMatching(/\.$/),
})

const reset = (socket: Socket) => socket.resetAndDestroy()
const nothing = () => {}
const half = `${head('content-length: 20\r\n')}{"half":`
const halfChunk = `${head('transfer-encoding: chunked\r\n')}8\r\n{"half":\r\n`
const gzip = gzipSync('{"a":1}')
const encoded = (encoding: string, body: Buffer) =>
  Buffer.concat([
    Buffer.from(head(`content-encoding: ${encoding}\r\ncontent-length: ${body.length}\r\n`)),
    body,
  ])

describe.each([
  ['silence', '', nothing, 'timeout', 'first_byte', null],
  ['headers and then silence', half.slice(0, -8), nothing, 'timeout', 'body', null],
  ['half a body and then silence', half, nothing, 'timeout', 'body', '{"half":'],
  ['half the headers and then silence', 'HTTP/1.1 200 OK\r\nconte', nothing, 'timeout', 'first_byte', null],
  ['a close before a reply', '', (socket: Socket) => socket.end(), 'unreachable', 'first_byte', null],
  ['a reset before a reply', '', reset, 'unreachable', 'first_byte', null],
  ['a reset in mid-body', half, reset, 'unreachable', 'body', '{"half":'],
  ['a reset in mid-chunk', halfChunk, reset, 'unreachable', 'body', '{"half":'],
  ['a close in mid-chunk', halfChunk, (socket: Socket) => socket.end(), 'unreachable', 'body', '{"half":'],
  ['a body shorter than promised', half, (socket: Socket) => socket.end(), 'unreadable', 'body', '{"half":'],
  [
    'a body shorter than promised, of a connection that closes',
    half.replace('\r\n\r\n', '\r\nconnection: close\r\n\r\n'),
    (socket: Socket) => socket.end(),
    'unreadable',
    'body',
    '{"half":',
  ],
  ['something that is not HTTP', 'SSH-2.0-OpenSSH_9.6\r\n', nothing, 'unreadable', 'first_byte', null],
  [
    'a chunk of no size',
    `${head('transfer-encoding: chunked\r\n')}zz\r\n`,
    nothing,
    'unreadable',
    'body',
    null,
  ],
  ['headers without end', `${head(`x: ${'x'.repeat(70_000)}`)}`, nothing, 'too_large', 'first_byte', null],
  ['two layers of gzip', encoded('gzip, gzip', gzipSync(gzip)), nothing, 'unreadable', 'body', null],
  ['two layers of gzip, one hidden', encoded('gzip', gzipSync(gzip)), nothing, 'unreadable', 'body', null],
  ['one layer of gzip, hidden', encoded('identity', gzip), nothing, 'unreadable', 'body', null],
  ['brotli', encoded('br', gzip), nothing, 'unreadable', 'body', null],
  [
    'what is called gzip and is not',
    encoded('gzip', Buffer.from('{"a":1}')),
    nothing,
    'unreadable',
    'body',
    '',
  ],
  ['gzip that is cut off', encoded('gzip', gzip.subarray(0, 20)), nothing, 'unreadable', 'body', undefined],
] as const)('%s', (_name, reply, after, name, phase, stored) => {
  it(`is ${name} in ${phase}`, async () => {
    const server = await during(serveRaw(reply, after))
    const { ask, gate } = openWay([server.origin], { limits: { timeoutMs: 400 } })
    const begun = performance.now()
    const { result, exchanges } = await ask(intent)
    expect(performance.now() - begun).toBeLessThan(700)
    expect(result).toEqual(fault(name, phase))
    expect(exchanges).toMatchObject([{ fault: name, phase, httpVersion: '1.1', receivedSha256: null }])
    expect(gate.inside).toBe(0)
    const [exchange] = exchanges
    expect(exchange?.faultText).toBe(result.kind === 'fault' && result.text)
    expect(exchange?.status).toBe(phase === 'body' ? 200 : null)
    if (stored !== undefined)
      expect(exchange?.responseBody && Buffer.from(exchange.responseBody).toString()).toBe(stored)
  })
})

describe('time', () => {
  it('runs out for a reply that drips, though something always comes', async () => {
    const server = await during(
      serveHttp((_request, response) => {
        const drip = setInterval(() => response.write(' '), 20)
        response.once('close', () => clearInterval(drip))
      }),
    )
    const { ask } = openWay([server.origin], { limits: { timeoutMs: 300 } })
    const begun = performance.now()
    const { result, exchanges } = await ask(intent, { safeToRetry: true })
    expect(performance.now() - begun).toBeLessThan(500)
    expect(result).toEqual(fault('timeout', 'body'))
    expect(exchanges).toHaveLength(1)
  })

  it('runs out while a large request is not taken', async () => {
    const server = await during(serveTcp((socket) => socket.pause()))
    const { ask } = openWay([server.origin], { limits: { timeoutMs: 300 } })
    const body = Buffer.alloc(30_000_000)
    const { result } = await ask(intent, { method: 'POST', url: `${server.origin}/`, body })
    expect(result).toEqual(fault('timeout', 'send'))
  })

  it('ends with the intent when that is sooner', async () => {
    const server = await during(serveTcp(nothing))
    const { ask } = openWay([server.origin])
    const begun = performance.now()
    const { result } = await ask(commitIntent(['lookup-2'], new Date(Date.now() + 150)))
    expect(result).toEqual(fault('timeout', 'first_byte'))
    expect(performance.now() - begun).toBeLessThan(400)
  })

  it('that is over sends nothing', async () => {
    const server = await during(serveTcp(nothing))
    const { ask, gate } = openWay([server.origin])
    const { result, exchanges } = await ask(commitIntent(['lookup-3'], new Date(Date.now() - 1)))
    expect(result).toEqual(fault('timeout', 'wait'))
    expect([gate.entered, exchanges.length, server.connections()]).toEqual([0, 0, 0])
  })
})

describe('size', () => {
  it('is counted after decoding; what fits is kept', async () => {
    const server = await during(
      serveHttp((_request, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(200_000)))
      }),
    )
    const { result, exchanges } = await openWay([server.origin]).ask(intent)
    expect(result).toEqual(fault('too_large', 'body'))
    expect(exchanges[0]?.responseBody).toHaveLength(100_000)
    expect(exchanges[0]?.responseBytes).toBeGreaterThan(100_000)
  })

  it('of exactly the limit is not too large', async () => {
    const server = await during(serveHttp((_request, response) => response.end('x'.repeat(100_000))))
    const { result } = await openWay([server.origin]).ask(intent)
    expect(result).toMatchObject({ kind: 'reply', status: 200 })
  })

  it('of 204 KB of gzip that decode to 210 MB stops early, whatever the limit', async () => {
    const bomb = gzipSync(Buffer.alloc(210_000_000), { level: 9 })
    expect(bomb.length).toBeLessThan(220_000)
    const server = await during(
      serveHttp((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)),
    )
    const { ask } = openWay([server.origin], {
      limits: { maxResponseBytes: 1_000_000_000, timeoutMs: 20_000 },
    })
    const used = () => process.memoryUsage().rss
    const before = used()
    let most = 0
    const watch = setInterval(() => {
      most = Math.max(most, used() - before)
    }, 1)
    const { result, exchanges } = await ask(intent)
    clearInterval(watch)
    expect(result).toEqual(fault('too_large', 'body'))
    expect(exchanges[0]?.responseBytes).toBeLessThan(50_000_000)
    expect(most).toBeLessThan(120_000_000)
  })
})

describe('what may not be sent', () => {
  it.each([
    ['a line break in a header', { headers: [['x-a', 'b\r\nx-c: d']] }],
    ['a character beyond Latin-1 in a header', { headers: [['x-a', 'Ω']] }],
    ['a malformed header name', { headers: [['x a', 'b']] }],
    ['a header that frames the message', { headers: [['Transfer-Encoding', 'chunked']] }],
  ] as const)('%s', async (_name, request) => {
    const server = await during(serveTcp(nothing))
    const { ask, gate } = openWay([server.origin])
    const { result, exchanges } = await ask(intent, request)
    expect(result).toEqual(fault('invalid_request', 'send'))
    expect([gate.entered, exchanges.length, server.connections()]).toEqual([0, 0, 0])
  })

  it.each(['/a/../b', '/a/%2e%2e', '/a b', '/a#b', '/ä', '/a\\b'])('the path %s', async (path) => {
    const { ask } = openWay(['http://127.0.0.1:9'])
    const { result } = await ask(intent, { url: `http://127.0.0.1:9${path}` })
    expect(result).toEqual(fault('invalid_request', 'send'))
  })

  it.each([
    'https://elsewhere.example.test/',
    'http://127.0.0.1:90/',
    'http://127.0.0.1:9@elsewhere.example.test/',
    'http://user:pass@127.0.0.1:9/',
    'http://127.0.0.1:9',
  ])('a call to %s, which is a defect', async (url) => {
    const { way } = openWay(['http://127.0.0.1:9'])
    const { send } = way.forIntent(intent, { deadline: new Date(Date.now() + 1_000), secrets: [] })
    await expect(send(get(url))).rejects.toThrow(TypeError)
  })
})

describe('ending it', () => {
  it.each(['abort', 'close'])('by %s is cancelled, in the phase it was in', async (how) => {
    const server = await during(serveTcp(nothing))
    const { ask, way, gate } = openWay([server.origin])
    const ending = new AbortController()
    setTimeout(() => (how === 'abort' ? ending.abort() : void way.close()), 100)
    const { result, exchanges } = await ask(intent, { safeToRetry: true }, { signal: ending.signal })
    expect(result).toEqual(fault('cancelled', 'first_byte'))
    expect(exchanges).toMatchObject([{ fault: 'cancelled', status: null }])
    expect(gate.inside).toBe(0)
  })

  it('before it began sends nothing', async () => {
    const server = await during(serveTcp(nothing))
    const { ask, way } = openWay([server.origin])
    expect((await ask(intent, {}, { signal: AbortSignal.abort() })).result).toEqual(
      fault('cancelled', 'wait'),
    )
    await way.close()
    expect((await ask(intent)).result).toEqual(fault('cancelled', 'wait'))
    expect(server.connections()).toBe(0)
  })
})
