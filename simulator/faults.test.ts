import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faults } from './book/faults.ts'
import type { Simulator } from './start.ts'
import { type Question, openHttp2, send, sendHttp2 } from './testing/client.ts'
import * as ask from './testing/questions.ts'
import { startForTest } from './testing/simulator.ts'

let simulator: Simulator

beforeAll(async () => {
  simulator = await startForTest()
})

afterAll(() => simulator.close())

const sound = '"id": "sc-'
const overTls = () => ({ caFile: simulator.caFile })

function gr8(name: string, options: { signal?: AbortSignal } = {}) {
  return send(simulator.http, ask.gr8Tech(`sc-${name}`), options)
}

describe('faults of the connection', () => {
  it.each(['reset', 'drop', 'half', 'cut_chunk'])('%s breaks HTTP/1.1, plain and over TLS', async (name) => {
    await expect(gr8(name)).rejects.toThrow(/ECONNRESET|aborted|socket hang up/)
    await expect(send(simulator.https, ask.gr8Tech(`sc-${name}`), overTls())).rejects.toThrow(
      /ECONNRESET|aborted|socket hang up/,
    )
  })

  it('breaks one HTTP/2 stream and leaves its neighbours', async () => {
    const session = openHttp2(simulator.https, simulator.caFile)
    const neighbour = sendHttp2(session, ask.gr8Tech('sc-slow1-neighbour'))
    for (const name of ['reset', 'half', 'cut_chunk']) {
      const broken = sendHttp2(session, ask.gr8Tech(`sc-${name}`))
      await expect(broken, name).rejects.toThrow(/NGHTTP2_(INTERNAL|PROTOCOL)_ERROR/)
    }
    expect((await neighbour).text).toContain(sound)
    session.close()
  })

  it('drop takes the whole HTTP/2 connection', async () => {
    const session = openHttp2(simulator.https, simulator.caFile)
    session.on('error', () => undefined)
    const neighbour = sendHttp2(session, ask.gr8Tech('sc-slow5-neighbour'))
    const results = await Promise.allSettled([neighbour, sendHttp2(session, ask.gr8Tech('sc-drop'))])
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })

  it('hang sends headers and headers_hang sends nothing', async () => {
    const session = openHttp2(simulator.https, simulator.caFile)
    const seen: string[] = []
    for (const name of ['hang', 'headers_hang']) {
      const { method, path, headers } = ask.gr8Tech(`sc-${name}`)
      const stream = session.request({ ':method': method, ':path': path, ...headers })
      stream.on('response', () => seen.push(`${name} headers`))
      stream.on('data', () => seen.push(`${name} data`))
      stream.on('error', () => undefined)
    }
    await new Promise((done) => setTimeout(done, 300))
    session.destroy()
    expect(seen).toEqual(['hang headers'])
  })

  it('hang sends headers over HTTP/1.1 too', async () => {
    const { path, headers } = ask.gr8Tech('sc-hang')
    const left = new AbortController()
    const response = await fetch(simulator.http + path, { headers, signal: left.signal })
    expect(response.status).toBe(200)
    left.abort()
    await expect(response.text()).rejects.toThrow('abort')
  })

  it('drips a byte at a time', async () => {
    const { path, headers } = ask.gr8Tech('sc-drip')
    const left = new AbortController()
    const { body } = await fetch(simulator.http + path, { headers, signal: left.signal })
    const reader = body?.getReader()
    const pieces = [await reader?.read(), await reader?.read(), await reader?.read()]
    expect(Buffer.concat(pieces.map((piece) => piece?.value ?? new Uint8Array(0))).toString()).toBe('{\n ')
    left.abort()
  })

  it('is slow by as many seconds as are asked for', async () => {
    const start = performance.now()
    expect((await gr8('slow1-x')).text).toContain(sound)
    expect(performance.now() - start).toBeGreaterThan(990)
  })
})

describe('faults of the reply', () => {
  it.each([401, 403, 404, 418, 429, 500, 502, 503, 504])('%i', async (status) => {
    expect((await gr8(String(status))).status).toBe(status)
  })

  it('asks for patience with Retry-After', async () => {
    expect((await gr8('429')).headers['retry-after']).toBe('1')
    expect((await gr8('429_long')).headers['retry-after']).toBe('3600')
    expect(Date.parse(String((await gr8('429_date')).headers['retry-after'])) - Date.now()).toBeGreaterThan(
      500,
    )
  })

  it.each([
    ['429_once', 429],
    ['503_once', 503],
  ])('%s is sound the second time, for each id by itself', async (name, status) => {
    expect((await gr8(`${name}-a`)).status).toBe(status)
    expect((await gr8(`${name}-b`)).status).toBe(status)
    expect((await gr8(`${name}-a`)).status).toBe(200)
  })

  it('redirects to another host', async () => {
    const { status, headers } = await gr8('redirect')
    expect([status, headers['location']]).toEqual([302, 'https://elsewhere.example.test/login'])
  })

  it('answers HTML, nothing, or the wrong kind of JSON under 200', async () => {
    expect((await gr8('html')).headers['content-type']).toBe('text/html')
    expect((await gr8('empty')).bytes).toHaveLength(0)
    expect((await gr8('null')).text).toBe('null')
    expect(JSON.parse((await gr8('list')).text)).toHaveLength(1)
    for (const name of ['truncated', 'trailing', 'bom']) {
      const { text } = await gr8(name)
      expect(() => JSON.parse(text), name).toThrow(SyntaxError)
    }
    expect([...(await gr8('bom')).bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  })

  it('answers bytes that are not UTF-8', async () => {
    const { bytes } = await gr8('bad_utf8')
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow()
  })

  it('nests 200 levels and swells to 5 MB, and is JSON', async () => {
    const deep = JSON.parse((await gr8('deep')).text).deep
    expect(JSON.stringify(deep)).toBe('['.repeat(200) + ']'.repeat(200))
    const huge = await gr8('huge')
    expect(huge.bytes.length).toBeGreaterThan(5_000_000)
    expect(JSON.parse(huge.text).status).toBe('success')
  })

  it('compresses once, twice, falsely and not to the end', async () => {
    const once = await gr8('gzip')
    expect(once.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(once.bytes).toString()).toContain(sound)
    const twice = await gr8('gzip2')
    expect(twice.headers['content-encoding']).toBe('gzip, gzip')
    expect(gunzipSync(gunzipSync(twice.bytes)).toString()).toContain(sound)
    for (const name of ['gzip_lie', 'gzip_cut']) {
      const { bytes } = await gr8(name)
      expect(() => gunzipSync(bytes), name).toThrow()
    }
  })

  it('has a bomb of about 204 KB that is 210 MB of JSON', async () => {
    const { bytes } = await gr8('bomb')
    expect(bytes.length).toBeGreaterThan(190_000)
    expect(bytes.length).toBeLessThan(230_000)
    const decoded = gunzipSync(bytes)
    expect(decoded.length).toBe(200 * 1_048_576 + '{"pad":""}'.length)
    expect(decoded.subarray(-3).toString()).toBe('A"}')
  })

  it('repeats the secrets it was sent', async () => {
    const { text } = await gr8('leak')
    expect(JSON.parse(text).debug.authorization).toBe(ask.gr8Tech('x').headers['authorization'])
  })
})

it('has every fault at every provider', async () => {
  const broken = new Set(['hang', 'headers_hang', 'reset', 'drop', 'half', 'cut_chunk'])
  const outcomeOf = (question: Question, ms: number) =>
    send(simulator.http, question, { signal: AbortSignal.timeout(ms) }).then(
      () => 'answered',
      () => 'broken',
    )
  for (const { name } of faults.filter((fault) => !['slowN', 'drip', 'bomb', 'huge'].includes(fault.name))) {
    const due = broken.has(name) ? 'broken' : 'answered'
    const questions = Object.entries(ask.everywhere(simulator.http, `sc-${name}-every`))
    const outcomes = questions.map(([, question]) => outcomeOf(question, due === 'broken' ? 300 : 5000))
    expect(await Promise.all(outcomes), name).toEqual(questions.map(() => due))
  }
})
