import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAll } from './testing/read-all.ts'

const cellsOf = async (bytes: Uint8Array | string) => (await readAll(bytes)).rows.map(({ cells }) => cells)
const linesOf = async (text: string) => (await readAll(text)).rows.map(({ line }) => line)

describe('CSV', () => {
  it.each([',', ';', '\t', '|'])('knows the delimiter %j, ids stay text', async (delimiter) => {
    const rows = [
      ['transaction_id', 'amount', 'note'],
      ['007', '1,50', 'a;b|c\td'],
      ['1e5', '0.10', ' '],
      ['18446744073709551616', '', '="007"'],
    ]
    const text = rows
      .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter))
      .join('\r\n')
    const read = await readAll(text)
    expect(read).toMatchObject({ refusal: null, format: { kind: 'csv', delimiter, encoding: 'utf-8' } })
    expect([read.columns, ...read.rows.map(({ cells }) => cells)]).toEqual(rows)
  })

  it('keeps ="007" without quotes around it', async () => {
    expect(await cellsOf('transaction_id,amount\n="007",1\n')).toEqual([['="007"', '1']])
  })

  it('obeys sep=', async () => {
    const read = await readAll('sep=|\ntransaction_id|note\n1|a,b\n')
    expect(read).toMatchObject({
      columns: ['transaction_id', 'note'],
      rows: [{ line: 3, cells: ['1', 'a,b'] }],
    })
  })

  it('counts lines as an editor does, over quoted ones and empty ones', async () => {
    expect(await linesOf('transaction_id,note\r\n1,"x\r\ny"\r\n\r\n2,z\r\n,\r\n3,w')).toEqual([2, 5, 7])
  })

  it('reads mixed line ends, and says so', async () => {
    const read = await readAll('transaction_id,note\r\n1,a\n2,b\r3,c')
    expect(read.rows.map(({ line, cells }) => [line, cells[0]])).toEqual([
      [2, '1'],
      [3, '2'],
      [4, '3'],
    ])
    expect(read.notes).toEqual([
      'Its lines end differently (1 × CR LF, 1 × LF, 1 × CR); each was taken for the end of a line.',
    ])
  })

  const accented = 'transaction_id,note\n1,Zoë – 5 €\n'
  const utf16be = Buffer.from(accented, 'utf16le').swap16()
  it.each([
    ['UTF-8', Buffer.from(accented), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${accented}`), 'utf-8'],
    ['UTF-16 LE with a mark', Buffer.from(`\uFEFF${accented}`, 'utf16le'), 'utf-16le'],
    ['UTF-16 LE', Buffer.from(accented, 'utf16le'), 'utf-16le'],
    ['UTF-16 BE with a mark', Buffer.concat([Buffer.of(0xfe, 0xff), utf16be]), 'utf-16be'],
    ['UTF-16 BE', utf16be, 'utf-16be'],
    [
      'Windows-1252',
      Buffer.from(accented.replace('–', '\x96').replace('€', '\x80'), 'latin1'),
      'windows-1252',
    ],
  ])('reads %s', async (_, bytes, encoding) => {
    const read = await readAll(bytes)
    expect(read).toMatchObject({ refusal: null, columns: ['transaction_id', 'note'], format: { encoding } })
    expect(read.rows[0]?.cells).toEqual(['1', 'Zoë – 5 €'])
  })

  it('gives back whatever was written', async () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => !/[\0\uFEFF]/.test(text))
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), async (rows) => {
        const quoted = rows.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(';'))
        const kept = rows.filter((row) => row.some((text) => text.trim() !== ''))
        const read = await readAll(['"amount";"note"', ...quoted].join('\r\n'))
        if (kept.length > 0) expect(read.rows.map(({ cells }) => cells)).toEqual(kept)
        else expect(read.refusal).toMatch(/nothing below/)
      }),
      { numRuns: 150 },
    )
  })
})

describe('JSON', () => {
  it('keeps every digit, and gathers the names of all items', async () => {
    const read = await readAll(
      '[{"transactionId": 12345678901234567890, "amount": 1.50}, {"note": null, "amount": 1e5, "x": {"b": [1.0]}}]',
    )
    expect(read.columns).toEqual(['transactionId', 'amount', 'note', 'x'])
    expect(read.rows).toEqual([
      { line: 1, cells: ['12345678901234567890', '1.50', '', ''], spoilt: [] },
      { line: 2, cells: ['', '1e5', '', '{"b":[1.0]}'], spoilt: [] },
    ])
  })

  it('reads a list of ids, and NDJSON by its lines', async () => {
    expect(await readAll('["007", 8, "a,]\\"b"]')).toMatchObject({
      columns: ['transactionId'],
      rows: [{ cells: ['007'] }, { cells: ['8'] }, { cells: ['a,]"b'] }],
    })
    expect(await readAll('{"amount":"1"}\n\n{"amount":"2"}\n')).toMatchObject({
      format: { kind: 'ndjson' },
      rows: [
        { line: 1, cells: ['1'] },
        { line: 3, cells: ['2'] },
      ],
    })
  })

  it.each([
    ['[{"amount":1},]', 'Item 2 cannot be read. The text is not JSON.'],
    ['[{"amount":1}', 'The JSON list never ends: its closing “]” is missing.'],
    ['[{"amount":1} {"amount":2}]', 'This is not JSON from line 1 on.'],
    ['[{"amount":1}]\n[2]', 'This is not JSON from line 2 on.'],
    ['[{"amount":1},\n{"amount":"}', 'The item that begins in line 2 never ends.'],
    ['[{"amount":1}, "x"]', 'Item 2 is of another kind'],
    ['[{"amount":1,"amount":2}]', 'Item 1 cannot be read. "amount" stands twice'],
    ['[{"amount":01}]', 'Item 1 cannot be read. The text is not JSON.'],
    ['[{"amount":"\\u0000"}]', 'Item 1, “amount”, holds a zero byte'],
    ['[]', 'The list holds no item.'],
    ['[true]', 'Item 1 is neither an object nor an id.'],
  ])('refuses %s', async (text, refusal) => {
    const read = await readAll(text)
    expect(read.refusal).toContain(refusal)
  })
})

describe('bad files', () => {
  const header = 'transaction_id,note\n'
  it.each([
    ['an empty file', '', 'The file is empty.'],
    ['spaces', ' \n \n', 'The file holds nothing but spaces.'],
    [
      'no header',
      '12345,abc\n12346,def\n',
      'Line 1 should name the columns, and looks like a row: “12345, abc”.',
    ],
    ['no header, ids of letters', 'tx-1\ntx-2\n', 'Line 1 should name the columns'],
    ['a header alone', header, 'There is nothing below the header in line 1.'],
    [
      'a picture',
      Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
      'This is a picture (PNG), not a list.',
    ],
    ['a PDF', '%PDF-1.7\n…', 'This is a PDF, not a list.'],
    [
      'any binary',
      Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 7919) % 251)),
      'This is a binary file, not a list.',
    ],
    [
      'an old workbook',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
      'old format (.xls)',
    ],
    ['a row of 2 MB', `${header}1,a\n2,${'x'.repeat(2_000_000)}\n`, 'Line 3 is longer than a megabyte.'],
    [
      'a quoted row of 2 MB',
      `${header}1,a\n2,"${'x\n'.repeat(1_000_000)}"\n`,
      'Line 3 opens a quote (") that is never closed.',
    ],
    [
      '1,000,001 columns',
      `${Array.from({ length: 1_000_001 }, (_, at) => `c${at}`).join(',')}\n1\n`,
      'Line 1 has more than 500 columns',
    ],
    [
      '1,000,001 empty columns',
      `a${','.repeat(1_000_000)}z\n1\n`,
      'Line 1 has 1,000,001 columns; a batch can have 500.',
    ],
    [
      '501 columns',
      `${Array.from({ length: 501 }, (_, at) => `c${'x'.repeat(at % 5)}a${at}`).join(',')}\n1\n`,
      'Line 1 has 501 columns; a batch can have 500.',
    ],
    ['duplicate headers', 'amount,note,Amount\n1,2,3\n', 'Line 1 calls two columns “Amount”: A and C.'],
    ['a zero byte', `${header}1,a\n2,b\0c\n`, 'Line 3 holds a zero byte (NUL)'],
    [
      'an unclosed quote',
      `${header}1,"x\ny"\n2,b\n3,"oops\n4,c\n5,d\n`,
      'Line 5 opens a quote (") that is never closed.',
    ],
    [
      'an unclosed quote after doubled ones',
      `${header}1,"a""b"
2,"c ""d"" 
3,e
`,
      'Line 3 opens a quote (") that is never closed.',
    ],
    ['a cell too many', `${header}1,a\n2,b,c\n`, 'Line 3 has 3 cells where the header names 2 columns.'],
    [
      '100,001 rows',
      `transaction_id\n${'7\n'.repeat(100_001)}`,
      'Line 100002 is row 100,001; a batch can have 100,000.',
    ],
  ])('%s', async (_, bytes, refusal) => {
    expect((await readAll(bytes)).refusal).toContain(refusal)
  })
})

describe('without a header', () => {
  it('takes a list of ids for one', async () => {
    expect(await readAll('1001\n1002\n', 'guess')).toMatchObject({
      columns: ['transactionId'],
      rows: [{ line: 1, cells: ['1001'] }, { line: 2 }],
    })
    expect(await readAll('transaction_id\n1002\n', 'guess')).toMatchObject({
      rows: [{ line: 2, cells: ['1002'] }],
    })
    expect(await readAll('amount,note\n1,2', 'absent')).toMatchObject({ columns: ['A', 'B'], rows: [{}, {}] })
  })
})
