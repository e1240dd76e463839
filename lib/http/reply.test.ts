import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { commitIntent } from './intent.ts'
import { serveHttp, serveRaw, serveTcp } from './testing/servers.ts'
import { during, openWay } from './testing/way.ts'

const intent = commitIntent(['lookup-1'], new Date(Date.now() + 600_000))
const head = (headers: string) => `HTTP/1.1 200 OK\r\n${headers}\r\n`
const sha256 = (bytes: string) => createHash('sha256').update(bytes).digest('hex')

describe('a whole reply', () => {
  it('comes back as it is, and is recorded', async () => {
    const server = await during(
      serveHttp((request, response) => {
        response.setHeader('X-One', ['a', 'b'])
        response.end(`${request.method} ${request.url} ${request.headers['accept-encoding']}`)
      }),
    )
    const { ask } = openWay([server.origin])
    const { result, exchanges } = await ask(intent, { url: `${server.origin}/a%2Fb?x=%27'&y` })
    const body = "GET /a%2Fb?x=%27'&y gzip"
    expect(result).toMatchObject({ kind: 'reply', status: 200, httpVersion: '1.1', body: Buffer.from(body) })
    expect(result.kind === 'reply' && result.headers.get('x-one')).toBe('a, b')
    expect(exchanges).toMatchObject([
      {
        id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
        method: 'GET',
        url: `${server.origin}/a%2Fb?x=%27'&y`,
        httpVersion: '1.1',
        status: 200,
        fault: null,
        phase: null,
        faultText: null,
        requestHeaders: [
          ['host', `127.0.0.1:${server.port}`],
          ['accept-encoding', 'gzip'],
        ],
        requestBody: null,
        responseBody: Buffer.from(body),
        responseBytes: body.length,
        receivedSha256: sha256(body),
        storedSha256: sha256(body),
      },
    ])
    expect(exchanges[0]?.responseHeaders.filter(([name]) => name === 'X-One')).toEqual([
      ['X-One', 'a'],
      ['X-One', 'b'],
    ])
  })

  it('sends the very bytes and headers that are recorded', async () => {
    const { promise: received, resolve } = Promise.withResolvers<string>()
    const server = await during(
      serveTcp((socket) => {
        let text = ''
        socket.on('data', (chunk) => {
          text += chunk.toString('latin1')
          if (!text.endsWith('{"id":18446744073709551615}')) return
          resolve(text)
          socket.end(`${head('content-length: 2')}\r\n{}`)
        })
      }),
    )
    const { ask } = openWay([server.origin])
    const body = Buffer.from('{"id":18446744073709551615}')
    const headers = [
      ['X-B', 'é 2'],
      ['x-A', '1'],
    ] as const
    const { exchanges } = await ask(intent, { method: 'POST', url: `${server.origin}/`, headers, body })
    const sent = (await received).split('\r\n').filter((line) => !line.startsWith('connection:'))
    const recorded = exchanges[0]?.requestHeaders.map(([name, value]) => `${name}: ${value}`) ?? []
    expect(sent.toSorted()).toEqual(['POST / HTTP/1.1', ...recorded, '', body.toString()].toSorted())
    expect(exchanges[0]?.requestBody).toEqual(body)
  })

  it.each([
    [204, null, null],
    [200, Buffer.alloc(0), sha256('')],
  ])('of status %i without a body', async (status, stored, digest) => {
    const server = await during(serveHttp((_request, response) => response.writeHead(status).end()))
    const { result, exchanges } = await openWay([server.origin]).ask(intent)
    expect(result).toMatchObject({ kind: 'reply', status, body: { length: 0 } })
    expect(exchanges).toMatchObject([{ status, fault: null, responseBody: stored, receivedSha256: digest }])
  })

  it('may be a redirect, which is not followed', async () => {
    const server = await during(
      serveHttp((_request, response) => response.writeHead(302, { location: '/elsewhere' }).end()),
    )
    const { result, exchanges } = await openWay([server.origin]).ask(intent, { safeToRetry: true })
    expect(result).toMatchObject({ kind: 'reply', status: 302 })
    expect(exchanges).toHaveLength(1)
  })

  it('may be in one layer of gzip', async () => {
    const server = await during(
      serveHttp((_request, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"a":1}'))
      }),
    )
    const { result, exchanges } = await openWay([server.origin]).ask(intent)
    expect(result).toMatchObject({ kind: 'reply', body: Buffer.from('{"a":1}') })
    expect(exchanges).toMatchObject([{ responseBytes: 7, receivedSha256: sha256('{"a":1}') }])
  })

  it('may follow an interim one, and end with the connection', async () => {
    const server = await during(
      serveRaw(`HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n${head('connection: close\r\n')}{}`, (socket) =>
        socket.end(),
      ),
    )
    const { result } = await openWay([server.origin]).ask(intent)
    expect(result).toMatchObject({ kind: 'reply', status: 200, body: Buffer.from('{}') })
  })
})
