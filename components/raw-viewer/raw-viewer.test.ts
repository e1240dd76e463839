import { expect, test } from 'vitest'
import { formatCurl } from '#lib/lookups/curl.ts'
import { decodeBody } from '#lib/lookups/decode-body.ts'
import { prettyJson } from './pretty.ts'
import { splitMasks } from './split-masks.ts'

const written = (text: string) =>
  prettyJson(text)
    ?.map((token) => token.text)
    .join('')

test('lays JSON out without changing a digit, an escape, the order or a repeated name', () => {
  expect(written('{"b":50.50,"a":18446744073709551615,"e":[1e3,-0.0,[],{}],"a":18446744073709551615}')).toBe(
    '{\n  "b": 50.50,\n  "a": 18446744073709551615,\n  "e": [\n    1e3,\n    -0.0,\n    [],\n    {}\n  ],\n  "a": 18446744073709551615\n}',
  )
  expect(written('{"t":"\\u0074, \\"x\\": {","u":true}')).toBe(
    '{\n  "t": "\\u0074, \\"x\\": {",\n  "u": true\n}',
  )
})

test('shows contradicting names too, and leaves what is not JSON alone', () => {
  expect(written('{"a":1,"a":2}')).toBe('{\n  "a": 1,\n  "a": 2\n}')
  expect(prettyJson('<html>')).toBeNull()
  expect(prettyJson('{"a":')).toBeNull()
})

test('names a mask after the innermost field around it', () => {
  const text = '{"outer":{"token":"[masked:3fa91c22]"},"list":["Bearer [masked:00000000]"]}'
  const masks = splitMasks(text).filter((part) => part.kind === 'mask')
  expect(masks).toEqual([
    { kind: 'mask', mark: '3fa91c22', name: 'token' },
    { kind: 'mask', mark: '00000000', name: 'list' },
  ])
  const whole = splitMasks(text).map((part) =>
    part.kind === 'mask' ? `[masked:${part.mark}]` : part.kind === 'text' ? part.text : '',
  )
  expect(whole.join('')).toBe(text)
  expect(splitMasks('Basic [masked:3fa91c22]', 'authorization')[1]).toMatchObject({ name: 'authorization' })
})

test('tells what is gone from what was written', () => {
  expect(splitMasks('{"rows":[[erased: 214 bytes],{"a":"[erased]"}]}')).toEqual([
    { kind: 'text', text: '{"rows":[' },
    { kind: 'gone', words: 'erased: 214 bytes' },
    { kind: 'text', text: ',{"a":"' },
    { kind: 'gone', words: 'erased' },
    { kind: 'text', text: '"}]}' },
  ])
})

test('writes a command that a shell reads back unchanged', () => {
  const exchange = {
    method: 'POST',
    url: 'https://api.example.test/a?b=1',
    httpVersion: '2',
    requestHeaders: [
      ['content-type', 'application/json'],
      ['content-length', '3'],
      ['x-note', "it's"],
    ],
  } as const
  expect(formatCurl(exchange, '{"a":50.50}')).toBe(
    [
      "curl --request POST 'https://api.example.test/a?b=1'",
      '--http2',
      "--header 'content-type: application/json'",
      "--header 'x-note: it'\\''s'",
      `--data-raw '{"a":50.50}'`,
    ].join(' \\\n  '),
  )
})

test('keeps a byte-order mark and says when bytes are no text', () => {
  expect(decodeBody(new Uint8Array([0xef, 0xbb, 0xbf, 0x41]))).toEqual({ text: '\uFEFFA', valid: true })
  expect(decodeBody(new Uint8Array([0x41, 0xff]))).toEqual({ text: 'A\uFFFD', valid: false })
  expect(decodeBody(null)).toBeNull()
})
