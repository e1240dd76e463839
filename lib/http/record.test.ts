import { describe, expect, it } from 'vitest'
import { commitIntent } from './intent.ts'
import { maskValue } from './mask.ts'
import { serveHttp, serveTcp } from './testing/servers.ts'
import { during, get, maskKey, openWay } from './testing/way.ts'

const intent = commitIntent(['lookup-1'], new Date(Date.now() + 600_000))

describe('the record', () => {
  it('holds no secret, and the adapter gets the reply as it came', async () => {
    const server = await during(
      serveHttp((request, response) => {
        const leak = {
          sessionToken: 'their own',
          key: request.headers['x-api-key'],
          basic: String(request.headers['authorization']).slice(6),
          signature: request.headers['signature'],
          asked: 'input-4711-abc',
          token2: 'learnt later',
        }
        response.setHeader('set-cookie', 'session=abc')
        response.setHeader('x-echo', String(request.headers['x-api-key']))
        response.end(JSON.stringify(leak))
      }),
    )
    const { ask, way } = openWay([server.origin], { secrets: ['a/configured secret'] })
    way.keepSecret('learnt later')
    const basic = Buffer.from('user:pass').toString('base64')
    const mark = (value: string) => maskValue(maskKey, value)
    const { result, exchanges } = await ask(
      intent,
      {
        method: 'POST',
        url: `${server.origin}/p/a%2Fconfigured%20secret?token=x1`,
        headers: [
          ['Authorization', `Basic ${basic}`],
          ['Signature', 'sig-123456'],
          ['X-Api-Key', 'a/configured secret'],
        ],
        body: Buffer.from('{"note":"input-4711-abc"}'),
      },
      { secrets: ['input-4711-abc'] },
    )
    const [exchange] = exchanges
    expect(result.kind === 'reply' && Buffer.from(result.body).toString()).toContain('a/configured secret')
    expect(Buffer.from(exchange?.responseBody ?? []).toString()).toBe(
      JSON.stringify({
        sessionToken: mark('their own'),
        key: mark('a/configured secret'),
        basic: mark(basic),
        signature: mark('sig-123456'),
        asked: mark('input-4711-abc'),
        token2: mark('learnt later'),
      }),
    )
    expect(exchange).toMatchObject({
      url: `${server.origin}/p/${mark('a/configured secret')}?token=${mark('x1')}`,
      requestBody: Buffer.from(`{"note":"${mark('input-4711-abc')}"}`),
    })
    expect(exchange?.requestHeaders.slice(1, 4)).toEqual([
      ['Authorization', mark(`Basic ${basic}`)],
      ['Signature', mark('sig-123456')],
      ['X-Api-Key', mark('a/configured secret')],
    ])
    expect(exchange?.responseHeaders).toContainEqual(['set-cookie', mark('session=abc')])
    expect(exchange?.responseHeaders).toContainEqual(['x-echo', mark('a/configured secret')])
    expect(exchange?.receivedSha256).not.toBe(exchange?.storedSha256)
  })

  it('masks what a form sent, and a secret cut off at the end of a broken reply', async () => {
    const server = await during(
      serveTcp((socket) => {
        socket.once('data', () => {
          socket.write('HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{"echo":"client-secret-47', () =>
            socket.end(),
          )
        })
      }),
    )
    const { ask } = openWay([server.origin])
    const { exchanges } = await ask(intent, {
      method: 'POST',
      headers: [['content-type', 'application/x-www-form-urlencoded']],
      body: Buffer.from('grant_type=client_credentials&client_secret=client-secret-4711'),
    })
    const mark = maskValue(maskKey, 'client-secret-4711')
    expect(Buffer.from(exchanges[0]?.requestBody ?? []).toString()).toBe(
      `grant_type=client_credentials&client_secret=${mark}`,
    )
    expect(Buffer.from(exchanges[0]?.responseBody ?? []).toString()).toBe(`{"echo":"${mark}`)
  })

  it('lists what was sent side by side in the order in which it began', async () => {
    const server = await during(
      serveHttp((request, response) => {
        setTimeout(() => response.end(), request.url === '/slow' ? 150 : 0)
      }),
    )
    const { way } = openWay([server.origin])
    const { send, exchanges } = way.forIntent(intent, { deadline: new Date(Date.now() + 1_000), secrets: [] })
    const slow = send(get(`${server.origin}/slow`))
    await new Promise((done) => setTimeout(done, 20))
    await send(get(`${server.origin}/quick`))
    expect(exchanges).toHaveLength(1)
    await slow
    expect(exchanges.map(({ url }) => new URL(url).pathname)).toEqual(['/slow', '/quick'])
  })
})
