import { describe, expect, it } from 'vitest'
import { formatExcelDate, isDateFormat } from './excel-date.ts'
import { readAll } from './testing/read-all.ts'
import { buildWorkbook, buildZip, textRow } from './testing/zip.ts'

const header = textRow(1, 'transaction_id', 'note')
const one = (cell: string) => `${header}<row r="2">${cell}</row>`
const firstCell = async (cell: string, strings?: readonly string[]) => {
  const read = await readAll(buildWorkbook(one(cell), strings ? { strings } : {}))
  expect(read.refusal).toBeNull()
  return [read.rows[0]?.cells[0], read.rows[0]?.spoilt[0]?.kind ?? null]
}

describe('cells', () => {
  it.each([
    ['a number', '<c r="A2"><v>007</v></c>', '007', null],
    ['a fraction, as written', '<c r="A2"><v>19.989999999999998</v></c>', '19.989999999999998', 'digits'],
    ['15 digits', '<c r="A2"><v>123456789012345</v></c>', '123456789012345', null],
    ['16 digits', '<c r="A2"><v>1234567890123450</v></c>', '1234567890123450', 'digits'],
    ['20 digits', '<c r="A2"><v>1.2345678901234567E+19</v></c>', '1.2345678901234567E+19', 'digits'],
    ['a large round number', '<c r="A2"><v>1E+15</v></c>', '1E+15', 'digits'],
    [
      'an inline text',
      '<c r="A2" t="inlineStr"><is><r><t>12</t></r><r><t>3</t></r><rPh><t>no</t></rPh></is></c>',
      '123',
      null,
    ],
    ['an escaped text', '<c r="A2" t="inlineStr"><is><t>a_x005F_x0041_</t></is></c>', 'a_x0041_', null],
    ['a date', '<c r="A2" s="1"><v>46346</v></c>', '2026-11-20', 'date'],
    ['a moment', '<c r="A2" s="2"><v>46346.585</v></c>', '2026-11-20T14:02:24', 'date'],
    ['a formula', '<c r="A2" t="str"><f>B2&amp;"x"</f><v>tx-1</v></c>', 'tx-1', 'formula'],
    ['a failed formula', '<c r="A2" t="e"><v>#REF!</v></c>', '#REF!', 'error'],
    ['a truth', '<c r="A2" t="b"><v>1</v></c>', 'TRUE', null],
  ])('%s', async (_, cell, text, spoilt) => {
    expect(await firstCell(cell)).toEqual([text, spoilt])
  })

  it('finds shared texts, also beyond the first block', async () => {
    const strings = Array.from({ length: 20_000 }, (_, at) => `tx-${String(at).padStart(20, '0')}`)
    const rows = [19_999, 0, 3_000, 2_849].map(
      (at, row) => `<row r="${row + 2}"><c r="A${row + 2}" t="s"><v>${at}</v></c></row>`,
    )
    const read = await readAll(buildWorkbook(header + rows.join(''), { strings }))
    expect(read.rows.map(({ cells }) => cells[0])).toEqual([
      strings[19_999],
      strings[0],
      strings[3000],
      strings[2849],
    ])
  })

  it('names rows as the sheet does, and leaves out empty ones', async () => {
    const read = await readAll(
      buildWorkbook(
        `${textRow(3, 'transaction_id', 'note')}${textRow(5, 'a')}${textRow(6, '')}${textRow(9, '', 'b')}`,
      ),
    )
    expect(read).toMatchObject({
      columns: ['transaction_id', 'note'],
      rows: [
        { line: 5, cells: ['a', ''] },
        { line: 9, cells: ['', 'b'] },
      ],
    })
  })

  it('reads the first sheet that is shown', async () => {
    const sheets = '<sheet name="Old" r:id="rId9" state="hidden"/><sheet name="März" r:id="rId1"/>'
    const read = await readAll(buildWorkbook(one('<c r="A2"><v>1</v></c>'), { sheets }))
    expect(read).toMatchObject({
      format: { kind: 'xlsx', sheet: 'März' },
      notes: ['Of its 2 sheets, “März” was read.'],
    })
  })
})

describe('bad workbooks', () => {
  const good = buildWorkbook(one('<c r="A2"><v>1</v></c>'))
  const cut = good.subarray(0, good.length - 30)
  const torn = Buffer.from(good)
  torn.fill(0x55, 200, 260)
  it.each([
    ['cut off', cut, 'This workbook is broken'],
    ['torn inside', torn, 'This workbook is broken'],
    ['no workbook', buildZip([{ name: 'a.txt', data: 'x' }]), 'This is a ZIP, but no workbook.'],
    ['binary', buildZip([{ name: 'xl/workbook.bin', data: 'x' }]), 'binary workbook (.xlsb)'],
    [
      'encrypted ZIP',
      buildZip([{ name: 'xl/workbook.xml', data: 'x', encrypted: true }]),
      'protected with a password',
    ],
    [
      'encrypted by Excel',
      Buffer.concat([
        Buffer.from('d0cf11e0a1b11ae1', 'hex'),
        Buffer.alloc(900),
        Buffer.from('EncryptedPackage', 'utf16le'),
        Buffer.alloc(99),
      ]),
      'protected with a password',
    ],
    ['without sheets', buildWorkbook('', { sheets: '' }), 'This workbook has no sheet that can be read.'],
    ['an empty sheet', buildWorkbook(''), 'The file holds no row.'],
    [
      'broken XML',
      buildWorkbook('<row r="1"><c></row>'),
      '“xl/worksheets/sheet1.xml” of this workbook is broken.',
    ],
    [
      'a document type',
      buildZip([
        { name: 'xl/workbook.xml', data: '<!DOCTYPE a [<!ENTITY b "cc">]><workbook>&b;</workbook>' },
      ]),
      'declares a document type',
    ],
    [
      'a bomb',
      buildWorkbook(`<row>${' '.repeat(9_000_000)}</row>`, { declaredBytes: 900 * 1024 * 1024 }),
      'unpacks to more than 768 MB',
    ],
    [
      'a bomb that lies',
      buildWorkbook(`<row>${' '.repeat(1_000_000)}</row>`, { declaredBytes: 1000 }),
      'This workbook is broken',
    ],
    [
      'an endless cell',
      buildWorkbook(one(`<c r="A2" t="inlineStr"><is><t>${'x'.repeat(3_000_000)}</t></is></c>`)),
      'holds a cell of more than a megabyte',
    ],
    [
      'a row of 2 MB',
      buildWorkbook(
        one(
          Array.from(
            { length: 200 },
            (_, at) => `<c r="B2" t="inlineStr"><is><t>${String(at % 10).repeat(10_000)}</t></is></c>`,
          ).join(''),
        ),
      ),
      'Row 2 is longer than a megabyte.',
    ],
    [
      '1,000,001 columns',
      buildWorkbook(one('<c r="BDWGO2"><v>1</v></c>')),
      'Row 2 has a cell in column 1000001',
    ],
    [
      'a text that is not there',
      buildWorkbook(one('<c r="A2" t="s"><v>5</v></c>')),
      'Row 2 of this workbook names a text that is not in it.',
    ],
    [
      'duplicate headers',
      buildWorkbook(`${textRow(1, 'note', 'note')}${textRow(2, 'a', 'b')}`),
      'Line 1 calls two columns “note”: A and B.',
    ],
    [
      'no header',
      buildWorkbook(`${textRow(1, '10001', 'x')}${textRow(2, '10002', 'y')}`),
      'Line 1 should name the columns',
    ],
  ])('%s', async (_, bytes, refusal) => {
    expect((await readAll(bytes)).refusal).toContain(refusal)
  })
})

describe('dates', () => {
  it.each([
    ['0.5', false, '12:00:00'],
    ['1', false, '1900-01-01'],
    ['59', false, '1900-02-28'],
    ['61', false, '1900-03-01'],
    ['0', true, '1904-01-01'],
    ['2958465', false, '9999-12-31'],
    ['2958466', false, null],
    ['-1', false, null],
    ['x', false, null],
  ])('%s, from 1904: %s', (serial, from1904, text) => {
    expect(formatExcelDate(serial, from1904)).toBe(text)
  })

  it.each([
    [14, null, true],
    [0, null, false],
    [164, '[Red]0.00', false],
    [164, '"days" 0', false],
    [164, '[h]:mm', true],
    [164, 'd/m/yy', true],
    [164, 'General', false],
    [164, '0.00E+00', false],
  ])('format %s %s', (id, code, expected) => {
    expect(isDateFormat(id, code)).toBe(expected)
  })
})
