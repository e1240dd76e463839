import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isJsonNumber, JsonNumber } from './number.ts'
import { parseJson } from './parse.ts'
import { scanJson } from './scan.ts'
import { stringifyJson } from './stringify.ts'

const written = ['50.50', '1000.0', '18446744073709551615', '9007199254740993', '1e3', '-0', '0.10', '1E+2']

describe('numbers', () => {
  it.each(written)('%s survives parse and stringify', (text) => {
    const parsed = parseJson(`{"amount":${text}}`)
    expect(parsed).toMatchObject({ ok: true, value: { amount: new JsonNumber(text) } })
    if (parsed.ok) expect(stringifyJson(parsed.value)).toBe(`{"amount":${text}}`)
  })

  it.each(['01', '1.', '.5', '+1', 'NaN', '0x1', '', '1 '])('%j is not a JSON number', (text) => {
    expect(isJsonNumber(text)).toBe(false)
    expect(() => new JsonNumber(text)).toThrow(RangeError)
  })

  it('agrees with JSON.parse on any value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value)
        const parsed = parseJson(text)
        return parsed.ok && stringifyJson(parsed.value) === text
      }),
    )
  })
})

describe('refusals', () => {
  it('refuses a name given twice with different values and reports one given twice alike', () => {
    expect(parseJson('{"a":1,"b":{"a":2},"a":1.0}')).toMatchObject({ ok: false })
    expect(parseJson('{"a":1,"b":{"a":2},"a":1}')).toMatchObject({ ok: true, duplicates: ['a'] })
  })

  it('refuses deep nesting without exhausting the stack', () => {
    expect(parseJson('['.repeat(1_000_000))).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/levels/),
    })
    expect(parseJson('['.repeat(100) + ']'.repeat(100)).ok).toBe(true)
  })

  it('refuses invalid UTF-8 and reports a byte-order mark', () => {
    expect(parseJson(Uint8Array.of(0x22, 0xff, 0x22)).ok).toBe(false)
    expect(parseJson(Uint8Array.of(0xef, 0xbb, 0xbf, 0x31))).toMatchObject({ ok: true, byteOrderMark: true })
  })

  it.each(['', '{', '{"a":1', '<html>', '{"a":1}x', "{'a':1}"])('refuses %j', (text) => {
    expect(parseJson(text).ok).toBe(false)
  })

  it('keeps __proto__ an ordinary member', () => {
    const parsed = parseJson('{"__proto__":{"status":true}}')
    expect(parsed.ok && Object.keys(parsed.value ?? {})).toEqual(['__proto__'])
  })
})

describe('scan', () => {
  const values = (text: string) =>
    scanJson(text).members.map((member) => [member.name, text.slice(member.valueStart, member.valueEnd)])

  it('finds where values stand, at any depth', () => {
    expect(values('{ "a" : [1, {"b":"x,}"}] , "\\u0063":null }')).toEqual([
      ['b', '"x,}"'],
      ['a', '[1, {"b":"x,}"}]'],
      ['c', 'null'],
    ])
  })

  it('gives what it saw of a broken text', () => {
    expect(values('{"token":"abc')).toEqual([['token', '"abc']])
    expect(values('{"a":{"token":"abc"')).toEqual([
      ['token', '"abc"'],
      ['a', '{"token":"abc"'],
    ])
  })
})
