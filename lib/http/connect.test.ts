import type { ServerHttp2Stream } from 'node:http2'
import { connect as connectTcp } from 'node:net'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { commitIntent } from './intent.ts'
import {
  type Certificate,
  issueCertificate,
  serveHttp,
  serveHttp2,
  serveHttps,
  serveTcp,
} from './testing/servers.ts'
import { during, openWay } from './testing/way.ts'

const intent = commitIntent(['lookup-1'], new Date(Date.now() + 600_000))
const fault = (name: string, phase: string) => ({
  kind: 'fault',
  fault: name,
  phase,
  text: expect.stringMatching(/\.$/),
})
const to = (address: string) => async () => [{ address, family: address.includes(':') ? 6 : 4 }]

let certificate: Certificate
beforeAll(async () => {
  certificate = await issueCertificate()
})

const trusted = () => ({ certificateAuthority: certificate.ca })
const answer = (stream: ServerHttp2Stream, body = '{}') => {
  stream.respond({ ':status': 200, 'content-length': body.length })
  stream.end(body)
}

describe('HTTP/2', () => {
  it('is used where the provider speaks it, and 20 calls at once share one connection', async () => {
    let most = 0
    let open = 0
    const server = await during(
      serveHttp2(certificate, (stream) => {
        open += 1
        most = Math.max(most, open)
        setTimeout(() => {
          open -= 1
          answer(stream)
        }, 50)
      }),
    )
    const { ask } = openWay([server.origin], { target: trusted() })
    const asked = await Promise.all(Array.from({ length: 20 }, () => ask(intent)))
    for (const { result, exchanges } of asked) {
      expect(result).toMatchObject({ kind: 'reply', status: 200, httpVersion: '2' })
      expect(exchanges).toMatchObject([{ httpVersion: '2', fault: null }])
    }
    expect(server.connections()).toBe(1)
    expect(most).toBeGreaterThan(15)
  })

  it('falls back to HTTP/1.1', async () => {
    const server = await during(serveHttps(certificate, (_request, response) => response.end('{}')))
    const { result, exchanges } = await openWay([server.origin], { target: trusted() }).ask(intent)
    expect(result).toMatchObject({ kind: 'reply', httpVersion: '1.1' })
    expect(exchanges).toMatchObject([{ httpVersion: '1.1' }])
  })

  it('sends headers and body as they were given', async () => {
    const { promise, resolve } = Promise.withResolvers<unknown>()
    const server = await during(
      serveHttp2(certificate, async (stream) => {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.once('end', () => resolve(Buffer.concat(chunks).toString()))
        answer(stream)
      }),
    )
    const { ask } = openWay([server.origin], { target: trusted() })
    const { exchanges } = await ask(intent, {
      method: 'POST',
      headers: [['X-A', '1']],
      body: Buffer.from('{"a":1e3}'),
    })
    expect(await promise).toBe('{"a":1e3}')
    expect(exchanges[0]?.requestHeaders).toContainEqual(['content-length', '9'])
  })

  it.each([
    ['never answers', (_stream: ServerHttp2Stream) => {}, 'timeout', 'first_byte'],
    [
      'stops after the headers',
      (stream: ServerHttp2Stream) => stream.respond({ ':status': 200 }),
      'timeout',
      'body',
    ],
    ['resets the stream', (stream: ServerHttp2Stream) => stream.close(2), 'unreachable', 'first_byte'],
    ['refuses every stream', (stream: ServerHttp2Stream) => stream.close(7), 'unreachable', 'first_byte'],
    ['says GOAWAY', (stream: ServerHttp2Stream) => stream.session?.goaway(2), 'unreachable', 'first_byte'],
    [
      'drops the connection',
      (stream: ServerHttp2Stream) => stream.session?.destroy(),
      'unreachable',
      'first_byte',
    ],
    [
      'resets the stream in mid-body',
      (stream: ServerHttp2Stream) => {
        stream.respond({ ':status': 200, 'content-length': 20 })
        stream.write('{"half":')
        setTimeout(() => stream.destroy(new Error('reset')), 50)
      },
      'unreachable',
      'body',
    ],
    [
      'drops the connection in mid-body',
      (stream: ServerHttp2Stream) => {
        stream.respond({ ':status': 200 })
        stream.write('{"half":')
        setTimeout(() => stream.session?.destroy(), 50)
      },
      'unreachable',
      'body',
    ],
    [
      'ends the body before what it promised',
      (stream: ServerHttp2Stream) => {
        stream.respond({ ':status': 200, 'content-length': 20 })
        stream.end('{"half":')
      },
      'unreadable',
      'body',
    ],
  ] as const)('of a server that %s settles', async (_name, onStream, name, phase) => {
    const server = await during(serveHttp2(certificate, (stream) => void onStream(stream)))
    const { ask, gate } = openWay([server.origin], { target: trusted(), limits: { timeoutMs: 500 } })
    const begun = performance.now()
    const { result, exchanges } = await ask(intent)
    expect(performance.now() - begun).toBeLessThan(800)
    expect(result).toEqual(fault(name, phase))
    expect(exchanges).toMatchObject([{ fault: name, phase, httpVersion: '2' }])
    expect(gate.inside).toBe(0)
  })

  it('goes over a new connection when the old one fell silent', async () => {
    let streams = 0
    const server = await during(
      serveHttp2(certificate, (stream) => {
        streams += 1
        if (streams !== 2) answer(stream)
      }),
    )
    const { ask } = openWay([server.origin], { target: trusted(), limits: { timeoutMs: 400 } })
    expect((await ask(intent)).result).toMatchObject({ kind: 'reply' })
    expect((await ask(intent)).result).toEqual(fault('timeout', 'first_byte'))
    expect(server.connections()).toBe(1)
    expect((await ask(intent)).result).toMatchObject({ kind: 'reply' })
    expect(server.connections()).toBe(2)
  })

  it('ends with its way out', async () => {
    const server = await during(serveHttp2(certificate, (stream) => answer(stream)))
    const { ask, way } = openWay([server.origin], { target: trusted() })
    await ask(intent)
    expect(server.open()).toBe(1)
    await way.close()
    await vi.waitFor(() => expect(server.open()).toBe(0))
  })
})

describe('certificates', () => {
  it.each([
    ['of an unknown authority', 'https://localhost', null],
    ['for another name', 'https://elsewhere.example.test', 'trusted'],
  ])('%s are refused, once', async (_name, origin, authority) => {
    const server = await during(serveHttps(certificate, (_request, response) => response.end('{}')))
    const { ask } = openWay([`${origin}:${server.port}`], {
      resolve: to('127.0.0.1'),
      target: authority ? trusted() : {},
    })
    const { result, exchanges } = await ask(intent, { safeToRetry: true })
    expect(result).toEqual(fault('unreachable', 'connect'))
    expect(exchanges).toMatchObject([
      { httpVersion: null, status: null, requestHeaders: [['host', expect.anything()], expect.anything()] },
    ])
  })
})

describe('connecting', () => {
  it('to nobody is unreachable', async () => {
    const server = await serveTcp(() => {})
    await server.close()
    const { ask } = openWay([server.origin])
    const { result, exchanges } = await ask(intent, { safeToRetry: true })
    expect(result).toEqual(fault('unreachable', 'connect'))
    expect(result.kind === 'fault' && result.text).toContain('ECONNREFUSED')
    expect(exchanges).toHaveLength(3)
  })

  it('to a name that does not exist is unreachable', async () => {
    const resolve = async () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }))
    const { result } = await openWay(['https://gone.example.test'], { resolve }).ask(intent)
    expect(result).toEqual(fault('unreachable', 'resolve'))
  })

  it('runs out of time where the resolver never answers, and where TLS never begins', async () => {
    const slow = openWay(['https://slow.example.test'], {
      resolve: () => new Promise(() => {}),
      limits: { timeoutMs: 200 },
    })
    const server = await during(serveTcp((socket) => socket.resume()))
    const silent = openWay([`https://127.0.0.1:${server.port}`], { limits: { timeoutMs: 200 } })
    expect((await slow.ask(intent)).result).toEqual(fault('timeout', 'resolve'))
    expect((await silent.ask(intent)).result).toEqual(fault('timeout', 'connect'))
  })

  it('gives up early enough to try again', async () => {
    let connections = 0
    const https = await during(serveHttps(certificate, (_request, response) => response.end('{}')))
    const server = await during(
      serveTcp((socket) => {
        connections += 1
        if (connections === 1) return
        socket.pipe(connectTcp(https.port, '127.0.0.1')).pipe(socket)
      }),
    )
    const { ask } = openWay([`https://127.0.0.1:${server.port}`], {
      target: trusted(),
      limits: { timeoutMs: 3_000 },
    })
    const { result, exchanges } = await ask(intent, { safeToRetry: true })
    expect(exchanges.map(({ fault: name, phase }) => [name, phase])).toEqual([
      ['timeout', 'connect'],
      [null, null],
    ])
    expect(result).toMatchObject({ kind: 'reply', status: 200 })
  })
})

describe('addresses', () => {
  it('are judged after DNS, whatever the name', async () => {
    for (const address of [
      '10.0.0.1',
      '169.254.169.254',
      '::ffff:10.0.0.1',
      '64:ff9b::a00:1',
      'fd00::1',
      '0.0.0.0',
    ]) {
      const { ask } = openWay(['https://innocent.example.test'], { resolve: to(address) })
      const { result, exchanges } = await ask(intent, { safeToRetry: true })
      expect(result).toEqual(fault('unreachable', 'resolve'))
      expect(exchanges).toHaveLength(1)
    }
  })

  it('that are written as the host are judged too', async () => {
    for (const origin of ['https://10.0.0.1', 'https://[fd00::1]', 'http://169.254.169.254']) {
      expect((await openWay([origin]).ask(intent)).result).toEqual(fault('unreachable', 'resolve'))
    }
  })

  it('are used as they were judged: a name that turns to another address gains nothing', async () => {
    const server = await during(serveHttps(certificate, (_request, response) => response.end('{}')))
    let lookups = 0
    const rebinding = async () => {
      lookups += 1
      return [{ address: lookups === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }]
    }
    const { ask } = openWay([`https://localhost:${server.port}`], { resolve: rebinding, target: trusted() })
    expect((await ask(intent)).result).toMatchObject({ kind: 'reply' })
    expect(lookups).toBe(1)
  })

  it('that are refused are left out when a name also has allowed ones', async () => {
    const server = await during(serveHttps(certificate, (_request, response) => response.end('{}')))
    const both = async () => [...(await to('10.0.0.1')()), ...(await to('127.0.0.1')())]
    const { ask } = openWay([`https://localhost:${server.port}`], { resolve: both, target: trusted() })
    expect((await ask(intent)).result).toMatchObject({ kind: 'reply' })
  })

  it('of this machine need an entry in production', async () => {
    const server = await during(serveHttps(certificate, (_request, response) => response.end('{}')))
    const ask = (allowAddresses: readonly string[]) =>
      openWay([server.origin], { target: { ...trusted(), production: true, allowAddresses } }).ask(intent)
    expect((await ask([])).result).toEqual(fault('unreachable', 'resolve'))
    expect((await ask(['127.0.0.0/8'])).result).toMatchObject({ kind: 'reply' })
  })

  it('are reached in plain HTTP only on this machine and outside production', async () => {
    const server = await during(serveHttp((_request, response) => response.end('{}')))
    const production = openWay([server.origin], {
      target: { production: true, allowAddresses: ['127.0.0.1'] },
    })
    expect((await production.ask(intent)).result).toEqual(fault('unreachable', 'resolve'))
    const elsewhere = openWay(['http://inside.example.test'], {
      resolve: to('10.0.0.1'),
      target: { allowAddresses: ['10.0.0.0/8'] },
    })
    expect((await elsewhere.ask(intent)).result).toEqual(fault('unreachable', 'resolve'))
  })
})
