import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Mask } from './mask.ts'
import { makeNeedle } from './spelling.ts'
import { bytes, key, mark, maskBody } from './testing/mask-body.ts'

const secretText = fc
  .oneof(
    fc.string({ minLength: 4, maxLength: 40 }),
    fc.string({ minLength: 4, maxLength: 40, unit: 'binary' }),
  )
  .map((text) => text.toWellFormed())
  .filter((text) => text.trim().length >= 4)
// Upper-case letters only, so that what surrounds a secret never happens to spell one.
const around = fc.stringMatching(/^[\n ,.<>{}[\]:;()]*$/)

const base64 = (text: string, encoding: 'base64' | 'base64url' = 'base64') => bytes(text).toString(encoding)
const php = (text: string) => JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/')
const ascii = (text: string) =>
  php(text).replace(/[^\0-~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
const percentAll = (text: string) =>
  [...bytes(text)].map((byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`).join('')
const html = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')

const encoders: Record<string, (text: string) => string> = {
  plain: (text) => text,
  json: (text) => JSON.stringify(text).slice(1, -1),
  'json of PHP': php,
  'json in ASCII': ascii,
  'json in json': (text) => JSON.stringify(JSON.stringify(text)).slice(1, -1),
  url: encodeURIComponent,
  'url, twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  'url, every byte': percentAll,
  'url, every byte, lower case': (text) => percentAll(text).toLowerCase(),
  form: (text) => new URLSearchParams({ a: text }).toString().slice(2),
  html,
  base64: (text) => base64(text),
  'base64 in a url': (text) => encodeURIComponent(base64(text)),
  'base64 in json of PHP': (text) => php(base64(text)),
  base64url: (text) => base64(text, 'base64url'),
  'base64 after one byte': (text) => base64(`u${text}`),
  'base64 after two bytes': (text) => base64(`u:${text}`),
  'base64 of user:secret': (text) => base64(`user:${text}`),
  'base64 of user:secret and more': (text) => base64(`user:${text}:more`),
  'base64url of user:secret': (text) => base64(`user:${text}`, 'base64url'),
}

describe.each(Object.entries(encoders))('a secret written as %s', (_name, encode) => {
  it('never survives, and nothing around it changes', () => {
    fc.assert(
      fc.property(secretText, around, around, (secret, before, after) => {
        const written = encode(secret)
        // What else spells the same beginning or end (a secret `,,,,` after a comma) is rightly masked too.
        fc.pre(![...before, ...after].some((char) => secret.includes(char)))
        const masked = maskBody(`${before}${written}${after}`, [secret])
        expect(masked).not.toContain(written)
        expect(masked.startsWith(before)).toBe(true)
        expect(masked.endsWith(after)).toBe(true)
        expect(masked).toContain(mark(secret))
      }),
    )
  })
})

describe('other bytes', () => {
  it('stay, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (body, whole) => {
        const mask = new Mask(key, []).knowing(['a secret that is not there'])
        expect(Buffer.from(mask.body(body, { form: false, whole }))).toEqual(Buffer.from(body))
      }),
    )
  })

  it('stay around what is masked: bad UTF-8, numbers, spaces, duplicate names', () => {
    const before = Buffer.concat([
      bytes('{"a": 50.50,\t"a":50.50 ,"b":1e3,"c":"'),
      Buffer.of(0xff, 0xe9, 0xfe),
    ])
    const after = Buffer.concat([bytes('","d":18446744073709551615, "t":"'), Buffer.of(0xc3), bytes('"}\n')])
    const body = Buffer.concat([before, bytes('s3cr3t'), after])
    const masked = new Mask(key, []).knowing(['s3cr3t']).body(body, { form: false, whole: true })
    expect(Buffer.from(masked)).toEqual(Buffer.concat([before, bytes(mark('s3cr3t')), after]))
  })

  it('stay in any JSON but for the value of a token', () => {
    fc.assert(
      fc.property(fc.json(), fc.string(), fc.json(), (first, token, last) => {
        fc.pre(!/token|secret|password|session/i.test(first + last) && token !== '')
        const value = JSON.stringify(token)
        const expected = `{"a":${first},"token":"${mark(token)}","z": ${last}}`
        expect(maskBody(`{"a":${first},"token":${value},"z": ${last}}`)).toBe(expected)
      }),
    )
  })
})

/** Json of things without secrets. */
const harmless = fc.json().filter((json) => !/token|secret|password|session/i.test(json))
/** How encoders write a string of JSON. */
const stringWriters: readonly ((text: string) => string)[] = [
  JSON.stringify,
  (text) => JSON.stringify(text).replaceAll('/', '\\/'),
  (text) => `"${ascii(text)}"`,
  // As PHP does when it is to be safe within HTML.
  (text) => JSON.stringify(text).replace(/(?<=.)\\"/g, String.raw`\u0022`),
]
const writers = fc.array(fc.constantFrom(...stringWriters), { maxLength: 4 })

describe('JSON in strings of JSON', () => {
  it('has its secrets masked whole at any depth, and no other byte changed', () => {
    const name = fc.constantFrom('token', 'Password', 'secret', 'access_token', 'sessionId')
    fc.assert(
      fc.property(harmless, name, fc.json(), harmless, writers, (first, named, value, last, chosen) => {
        fc.pre(value !== 'null' && value !== '""')
        const parsed: unknown = JSON.parse(value)
        const said = typeof parsed === 'string' ? parsed : value
        const wrap = (inner: string) =>
          chosen.reduce((json, write) => `{"a":[${first},${write(json)}],"b":1.0}`, inner)
        const masked = maskBody(wrap(`{"a":${first},"${named}":${value},"z": ${last}}`))
        expect(masked).not.toBe(wrap(`{"a":${first},"${named}":${value},"z": ${last}}`))
        // However the quotes around the mark are written: what stands there reads the same.
        expect(readDeep(masked)).toEqual(
          readDeep(wrap(`{"a":${first},"${named}":"${mark(said)}","z": ${last}}`)),
        )
        const [before = '', after = ''] = masked.split(mark(said))
        const whole = wrap(`{"a":${first},"${named}":${value},"z": ${last}}`)
        expect(whole.startsWith(before.replace(/\W+$/, ''))).toBe(true)
        expect(whole.endsWith(after.replace(/^\W*(?:u0022\W*)?/, ''))).toBe(true)
      }),
    )
  })
})

/** Reads JSON, and what stands in its strings if that is JSON. */
function readDeep(json: string): unknown {
  return JSON.parse(json, (_name, value: unknown) => {
    if (typeof value !== 'string' || !value.startsWith('{')) return value
    try {
      return readDeep(value)
    } catch {
      return value
    }
  })
}

describe('searching by value', () => {
  it('does not search for values of under four characters', () => {
    expect(makeNeedle('12x')).toBeNull()
    expect(maskBody('{"id":"12x"}', ['12x'])).toBe('{"id":"12x"}')
  })

  it('masks the beginning of a secret at the end of a body that was cut off', () => {
    const cut = (body: string) => maskBody(body, ['supersecret'], { whole: false })
    expect(cut('{"echo":"supers')).toBe(`{"echo":"${mark('supersecret')}`)
    expect(cut(`x=${base64('supersecret').slice(0, 8)}`)).toBe(`x=${mark('supersecret')}`)
    expect(maskBody('{"echo":"supers', ['supersecret'])).toBe('{"echo":"supers')
  })

  it('masks the union of secrets that overlap', () => {
    expect(maskBody('xabcdefghx', ['abcdef', 'defgh'])).toBe(`x${mark('abcdef')}x`)
  })

  it('finds a secret sent as Latin-1', () => {
    const body = Buffer.from('<b>käse1</b>', 'latin1')
    expect(maskBody(body, ['käse1'])).toBe(`<b>${mark('käse1')}</b>`)
    expect(maskBody(Buffer.from('käse1', 'latin1').toString('base64'), ['käse1'])).toContain(mark('käse1'))
  })
})
