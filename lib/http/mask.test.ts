import { describe, expect, it } from 'vitest'
import { isForm, Mask, maskValue, secretsSent } from './mask.ts'
import { bytes, key, mark, maskBody } from './testing/mask-body.ts'

describe('members', () => {
  it.each([
    ['{"token":"abc"}', `{"token":"${mark('abc')}"}`],
    [
      '{ "a" : [ {"Password" : "p\\"q\\\\"} ] , "x":1.0 }',
      `{ "a" : [ {"Password" : "${mark('p"q\\')}"} ] , "x":1.0 }`,
    ],
    ['{"\\u0074oken":"abc"}', `{"\\u0074oken":"${mark('abc')}"}`],
    ['{"token":12345678901234567890,"b":1e3}', `{"token":"${mark('12345678901234567890')}","b":1e3}`],
    ['{"token":null,"secret":"","token_type":"bearer"}', '{"token":null,"secret":"","token_type":"bearer"}'],
    ['{"token":{"a":[1,2]},"b":1}', `{"token":"${mark('{"a":[1,2]}')}","b":1}`],
    ['{"token":"a","token":"a"}', `{"token":"${mark('a')}","token":"${mark('a')}"}`],
    ['{"say":"\\"token\\" is token"}', '{"say":"\\"token\\" is token"}'],
    [
      '{"inner":"{\\"token\\":\\"a\\\\\\"b\\",\\"n\\":1}"}',
      `{"inner":"{\\"token\\":\\"${mark('a"b')}\\",\\"n\\":1}"}`,
    ],
    [
      '{"inner":"{\\"secret\\":{\\"inside\\":[\\"x\\"]},\\"n\\":1}"}',
      `{"inner":"{\\"secret\\":\\"${mark('{"inside":["x"]}')}\\",\\"n\\":1}"}`,
    ],
    ['["{\\n \\"token\\" :\\n\\t\\"a\\"}"]', `["{\\n \\"token\\" :\\n\\t\\"${mark('a')}\\"}"]`],
    [
      '["{\\u0022token\\u0022:\\u0022\\u00fcb\\u0022,\\"\\\\u0074oken\\":[1]}"]',
      `["{\\u0022token\\u0022:\\u0022${mark('üb')}\\u0022,\\"\\\\u0074oken\\":\\"${mark('[1]')}\\"}"]`,
    ],
    ['{"inner":"{\\"token\\":77}"}', `{"inner":"{\\"token\\":\\"${mark('77')}\\"}"}`],
    ['{"token":"übung"}', `{"token":"${mark('übung')}"}`],
    ['\uFEFF{"access_token":"abc"}', `\uFEFF{"access_token":"${mark('abc')}"}`],
  ])('%s', (body, masked) => expect(maskBody(body)).toBe(masked))

  it.each([
    ['{"token":"abc', `{"token":"${mark('abc')}`],
    ['{"a":{"sessionId":"abc"', `{"a":{"sessionId":"${mark('abc')}"`],
    ['{"token":"ab\\', `{"token":"${mark('ab\\')}`],
    ['}}]]"token":"abc",', `}}]]"token":"${mark('abc')}",`],
    ['x" y "token":{"a":"}"} z', `x" y "token":"${mark('{"a":"}"}')}" z`],
    [
      '{"log":"{\\"token\\":{\\"a\\":\\"b","m":"c\\"d"}',
      `{"log":"{\\"token\\":\\"${mark('{"a":"b')}\\"","m":"c\\"d"}`,
    ],
    ['{"log":"{\\"token\\":\\"ab","m":"c\\"d"}', `{"log":"{\\"token\\":\\"${mark('ab')}","m":"c\\"d"}`],
    [
      `<p class="x>odd " quotes</p><script>var s={"token":"abc","n":1}</script>`,
      `<p class="x>odd " quotes</p><script>var s={"token":"${mark('abc')}","n":1}</script>`,
    ],
  ])('in what is cut off or no JSON: %s', (body, masked) => expect(maskBody(body)).toBe(masked))

  it('gives equal values equal marks, wherever they stand', () => {
    const form = new Mask(key, []).body(bytes('grant=x&client_secret=a%2Bb+c'), { form: true, whole: true })
    expect(Buffer.from(form).toString()).toBe(`grant=x&client_secret=${mark('a+b c')}`)
    expect(maskBody('{"secret":"a\\u002bb c"}')).toBe(`{"secret":"${mark('a+b c')}"}`)
    expect(mark('a+b c')).toMatch(/^\[masked:[0-9a-f]{8}\]$/)
    expect(maskValue(Buffer.from('another key'), 'a+b c')).not.toBe(mark('a+b c'))
  })

  it('takes time in proportion to the size of a hostile body', () => {
    const million = 1_000_000
    const hostile = [
      '{"token":"x",'.repeat(million / 13),
      '"token":"'.repeat(million / 9),
      '\\'.repeat(million),
      `"token":"${'\\'.repeat(million)}`,
      '"token\\\\\\":\\\\\\"\n"token\\":\\"'.repeat(million / 30),
      '{"token":'.repeat(million / 9),
      '"{\\"token\\":{\\"'.repeat(million / 15),
      `"${'{\\"token\\":'.repeat(million / 11)}`,
      `"${'\\\\\\"'.repeat(million / 4)}`,
      `"${'\\n'.repeat(million / 2)}\\u0022"`,
      `"token"${'\\n'.repeat(million / 2)}`,
      '"\\""'.repeat(million / 4),
      '"\\"token\\":1"'.repeat(million / 14),
      `a=${'%22token%22:%5B'.repeat(million / 15)}`,
      '['.repeat(million),
      '%25'.repeat(million / 3),
    ]
    const mask = new Mask(key, []).knowing(['a secret', 'b/se\\cr"et', '%25%25%25%25'])
    for (const body of hostile) {
      const begun = performance.now()
      mask.body(bytes(body), { form: body.startsWith('a='), whole: false })
      expect(performance.now() - begun, body.slice(0, 20)).toBeLessThan(2_000)
    }
  })
})

describe('headers and addresses', () => {
  it('masks secret headers as a whole, keeps order and repeats', () => {
    const mask = new Mask(key, []).knowing(['se/cret'])
    expect(
      mask.headers([
        ['Authorization', 'Bearer abc'],
        ['set-cookie', 'a=1'],
        ['Set-Cookie', 'b=2'],
        ['Proxy-Anything', 'x'],
        ['x-note', 'has se/cret and se%2Fcret'],
        ['location', 'https://a.test/?token=abc&x=1'],
        ['signature-input', 'left'],
      ]),
    ).toEqual([
      ['Authorization', mark('Bearer abc')],
      ['set-cookie', mark('a=1')],
      ['Set-Cookie', mark('b=2')],
      ['Proxy-Anything', mark('x')],
      ['x-note', `has ${mark('se/cret')} and ${mark('se/cret')}`],
      ['location', `https://a.test/?token=${mark('abc')}&x=1`],
      ['signature-input', 'left'],
    ])
  })

  it('masks secrets in the path and secret fields of the query', () => {
    const mask = new Mask(key, []).knowing(['pl&ayer'])
    expect(mask.url('https://a.test/token/pl%26ayer?a=1&Token=x%20y&b=pl%26ayer#')).toBe(
      `https://a.test/token/${mark('pl&ayer')}?a=1&Token=${mark('x y')}&b=${mark('pl&ayer')}#`,
    )
  })

  it('masks fields within fields, and JSON in fields', () => {
    const mask = new Mask(key, [])
    const json = encodeURIComponent('{"a":"é","secret":{"b":[1]},"n":1.0}')
    const masked = json.replace('%7B%22b%22%3A%5B1%5D%7D', `%22${mark('{"b":[1]}')}%22`)
    expect(mask.url(`/x?data=${json}&n=%31`)).toBe(`/x?data=${masked}&n=%31`)
    const form = mask.body(bytes(`secret[a][]=abc&data=${json}&x=+`), { form: true, whole: true })
    expect(Buffer.from(form).toString()).toBe(`secret[a][]=${mark('abc')}&data=${masked}&x=+`)
  })

  it('knows what a request sent in secret places', () => {
    const headers = [
      ['Authorization', 'Basic dXNlcjpwYXNz'],
      ['Signature', 'abcdef'],
      ['x-brand', 'main'],
    ] as const
    const body = bytes(
      '{"token":"token-4711-abc","id":5,"password":"000019575.50","secret":"declined-by-them","sessionId":"abc1","refresh_token":"1.5e000000000007"}',
    )
    expect(new Set(secretsSent(headers, body, false))).toEqual(
      new Set(['dXNlcjpwYXNz', 'abcdef', 'token-4711-abc']),
    )
    expect(isForm([['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8']])).toBe(true)
  })
})
