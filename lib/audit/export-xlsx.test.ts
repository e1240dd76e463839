import { inflateRawSync } from 'node:zlib'
import { readXlsx } from 'hucre/xlsx'
import { expect, it } from 'vitest'
import type { ExportHead, ExportPart } from './export-format.ts'
import { writeXlsx } from './export-xlsx.ts'
import { type EventView, toEventView } from './view.ts'

const head: ExportHead = {
  by: 'person-1',
  byName: 'Mia, "Manager"',
  at: '2026-11-20T12:00:00.000Z',
  filter: { playerId: '00042' },
  matched: 0,
  checkpoint: 'desk\n60000\nroot\n',
}

const nasty = [
  '=1+1',
  '+49 30 1',
  '-1',
  '@SUM(A1)',
  '=HYPERLINK("http://x","y")',
  '00042',
  '18446744073709551615',
  '50.50',
  '1e3',
  '2026-11-01',
  '  spaces  ',
  'two\r\nlines\tand\u0001 a control',
  '_x0041_ is no A',
  '<b>&amp;</b>',
  'Ω 😀 \u202Etxt',
  'TRUE',
]

it('gives every text back as it was, and nothing to calculate', async () => {
  const bytes = await write(nasty.map(eventOf), 500_000)
  const [sheet] = (await readXlsx(bytes)).sheets
  const rows = sheet?.rows ?? []
  const from = rows.findIndex(([first]) => first === 'id') + 1
  expect(rows.slice(from, from + nasty.length).map((cells) => cells[13])).toEqual(nasty)
  expect(rows.slice(0, from)).toContainEqual(expect.arrayContaining(['Checkpoint', head.checkpoint]))
  expect(rows.slice(0, from)).toContainEqual(expect.arrayContaining(['By', head.byName, head.by]))

  const parts = unzip(bytes)
  expect([...parts.keys()]).toContain('[Content_Types].xml')
  const xml = parts.get('xl/worksheets/sheet1.xml') ?? ''
  expect(xml).not.toMatch(/<f[ >/]/)
  const cells = [...xml.matchAll(/<c [^>]*>/g)].map(([cell]) => cell)
  expect(cells.length).toBeGreaterThan(nasty.length * 5)
  // With a value, each is text; without, it has a style and no more.
  expect(cells.filter((cell) => !/t="inlineStr"/.test(cell) && !cell.endsWith('/>'))).toEqual([])
  expect(xml).not.toContain('<v>')
})

it('goes on in another sheet under the same columns, and loses no row', async () => {
  const bytes = await write(
    Array.from({ length: 25 }, (_, n) => eventOf(`row ${n}`)),
    12,
  )
  const { sheets } = await readXlsx(bytes)
  const reasons = sheets.flatMap(({ rows }) => rows.map((cells) => cells[13]))
  expect(reasons.filter((cell) => String(cell).startsWith('row '))).toHaveLength(25)
  expect(sheets.length).toBe(4)
  for (const { rows } of sheets.slice(1)) expect(rows[0]?.[0]).toBe('id')
})

it('says so in a cell that would be too long', async () => {
  const long = eventOf('x')
  const bytes = await write([{ ...long, canon: 'x'.repeat(40_000) }], 500_000)
  const [sheet] = (await readXlsx(bytes)).sheets
  const cell = String(sheet?.rows.flat().find((text) => String(text).startsWith('xxx')))
  expect(cell.length).toBeLessThanOrEqual(32_767)
  expect(cell).toMatch(/cut here: it has 40000 characters/)
})

async function write(events: readonly EventView[], maxRowsPerSheet: number): Promise<Buffer> {
  async function* parts(): AsyncGenerator<ExportPart> {
    yield { kind: 'head', head }
    yield { kind: 'events', events }
    yield { kind: 'end', head, end: { complete: true, rows: events.length } }
  }
  return Buffer.concat(await Array.fromAsync(writeXlsx(parts(), maxRowsPerSheet)))
}

function eventOf(reason: string): EventView {
  const nothing = { objectType: null, objectId: null, lookupId: null, transactionId: null, playerId: null }
  return toEventView(
    {
      ...nothing,
      id: '9007199254740993',
      recordedAt: '2026-11-20T12:00:00.000001Z',
      dbRole: 'app',
      kind: 'lookup.intent',
      result: 'ok',
      actorId: 'person-1',
      connectionId: null,
      reason,
      ip: null,
      mac: '00',
      leafHash: '00',
      canon: JSON.stringify({ reason }),
    },
    new Map(),
  )
}

/** The parts of a ZIP by its central directory (APPNOTE, section 4.3.12), read by nothing of the writer's. */
function unzip(bytes: Buffer): ReadonlyMap<string, string> {
  const end = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'))
  const parts = new Map<string, string>()
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [size, nameLength, extra, comment] = [
      bytes.readUInt32LE(at + 20),
      bytes.readUInt16LE(at + 28),
      bytes.readUInt16LE(at + 30),
      bytes.readUInt16LE(at + 32),
    ]
    const local = bytes.readUInt32LE(at + 42)
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const data = bytes.subarray(from, from + size)
    const text = bytes.readUInt16LE(at + 10) === 0 ? data : inflateRawSync(data)
    parts.set(bytes.toString('utf8', at + 46, at + 46 + nameLength), text.toString('utf8'))
    at += 46 + nameLength + extra + comment
  }
  return parts
}
