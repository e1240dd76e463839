import { connect as connectTcp } from 'node:net'
import { beforeAll, describe, expect, it } from 'vitest'
import { commitIntent } from './intent.ts'
import { type Certificate, issueCertificate, serveHttp, serveHttps, serveTcp } from './testing/servers.ts'
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
