import type { ServerHttp2Stream } from 'node:http2'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { commitIntent } from './intent.ts'
import { type Certificate, issueCertificate, serveHttp2, serveHttps } from './testing/servers.ts'
import { during, openWay } from './testing/way.ts'

const intent = commitIntent(['lookup-1'], new Date(Date.now() + 600_000))
const fault = (name: string, phase: string) => ({
  kind: 'fault',
  fault: name,
  phase,
  text: expect.stringMatching(/\.$/),
})

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
