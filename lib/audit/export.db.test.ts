import { readXlsx } from 'hucre/xlsx'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorOf } from '#lib/lookups/testing/desk.ts'
import { exportAudit } from './export.ts'
import { searchAudit } from './list.ts'
import { fillAudit } from './testing/fill-audit.ts'

const manager = actorOf('manager')
// Who has no password to give.
const operator = { ...manager, kind: 'cli' } as const
const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => {} })

beforeAll(async () => {
  await fillAudit(owner)
})
afterAll(() => owner.end())

async function collect(pieces: AsyncGenerator<string | Uint8Array>): Promise<string> {
  return (await Array.fromAsync(pieces)).join('')
}

it('writes as many rows as it counted, and what was done meanwhile is not among them', async () => {
  const { pieces, matched } = await exportAudit(operator, { by: 'person-7' }, 'jsonl')
  await searchAudit({ ...manager, id: 'person-7' }, { by: 'me' }, 1)
  const lines = (await collect(pieces)).trimEnd().split('\n')
  const records = lines.map((line) => JSON.parse(line))
  expect(records[0]).toMatchObject({
    export: { by: 'test-manager', zone: 'UTC', filter: { by: 'person-7' }, matched: String(matched) },
  })
  expect(records.at(-1)).toMatchObject({ end: { complete: 'true', rows: String(matched) } })
  const rows = records.slice(1, -1)
  expect(rows).toHaveLength(matched)
  expect(matched).toBeGreaterThan(1_000)
  expect(new Set(rows.map(({ id }) => id)).size).toBe(matched)
  expect(rows[0].event.details.connection_id).toBe('gr8-main')
  expect(rows.filter(({ event }) => event.result === undefined)).toEqual([])
})

it('has as many rows as a page counted, though looking at the page was recorded', async () => {
  const filter = { playerId: 'player-123' }
  const { matched, end } = await searchAudit(manager, filter, 1)
  expect((await exportAudit(manager, { ...filter, cursor: end }, 'csv')).matched).toBe(matched)
  expect((await exportAudit(manager, filter, 'csv')).matched).toBe(matched + 2)
})

it('names the checkpoint that it stands under', async () => {
  await owner`insert into audit.checkpoint (tree_size, root, note, signed_at)
    values (60000, sha256('root'), ${'desk\n60000\nroot\n'}, now())`
  const { pieces } = await exportAudit(manager, { reason: 'ticket 7' }, 'jsonl')
  const [head] = (await collect(pieces)).split('\n')
  expect(JSON.parse(head ?? '')).toMatchObject({ export: { checkpoint: 'desk\n60000\nroot\n' } })
})

it('is recorded with its count before the first byte', async () => {
  const { matched } = await exportAudit(manager, { result: 'denied' }, 'csv')
  const { data } = await searchAudit(manager, { by: 'me', kind: 'audit.exported' }, 1)
  expect(data[0]?.members.get('details.rows')).toBe(String(matched))
  expect(data[0]?.members.get('details.filter.result')).toBe('denied')
})

it('gives a CSV whose records all have the columns of its header, and which says that it is whole', async () => {
  const { pieces, matched } = await exportAudit(manager, { reason: 'ticket 7' }, 'csv')
  const records = (await collect(pieces)).trimEnd().split('\r\n').map(splitCsv)
  expect(matched).toBe(3)
  expect(new Set(records.map((cells) => cells.length))).toEqual(new Set([17]))
  expect(records.map((cells) => cells[2])).toEqual([
    'kind',
    'lookup.intent',
    'lookup.intent',
    'lookup.intent',
    'export.end',
  ])
  expect(records.at(-1)?.[13]).toBe('Complete: 3 of 3 rows')
})

it('gives a workbook with as many rows as it counted, that says who, when and by what filter', async () => {
  const { pieces, matched, fileName } = await exportAudit(operator, { by: 'person-7' }, 'xlsx')
  const [sheet] = (await readXlsx(await bytesOf(pieces))).sheets
  const rows = sheet?.rows ?? []
  const from = rows.findIndex(([first]) => first === 'id') + 1
  expect(fileName).toMatch(/^audit-\d{8}T\d{6}Z\.xlsx$/)
  expect(rows.slice(0, from)).toEqual(
    expect.arrayContaining([
      expect.arrayContaining(['By', 'test-manager']),
      expect.arrayContaining(['Filter', 'by:person-7']),
      expect.arrayContaining(['Zone of all times', 'UTC']),
      expect.arrayContaining(['Rows', String(matched)]),
    ]),
  )
  const events = rows.slice(from, -2)
  expect(events).toHaveLength(matched)
  expect(new Set(events.map(([id]) => id)).size).toBe(matched)
  expect(events.every((cells) => cells[4] === 'person-7')).toBe(true)
  expect(rows.at(-2)?.[0]).toBe(`Complete: ${matched} of ${matched} rows`)
})

describe('when it cannot go on', () => {
  it('says so at the end of a workbook, which can be opened', async () => {
    const { pieces, matched } = await exportAudit(operator, {}, 'xlsx')
    const first = await pieces.next()
    await owner`alter table audit.event rename to gone`
    const rest = await bytesOf(pieces)
    await owner`alter table audit.gone rename to event`
    const [sheet] = (await readXlsx(Buffer.concat([Buffer.from(first.value), rest]))).sheets
    expect(sheet?.rows.at(-2)?.[0]).toMatch(new RegExp(`^INCOMPLETE: \\d+ of ${matched} rows were written$`))
  })

  it('says at its end that rows are missing', async () => {
    const { pieces, matched } = await exportAudit(operator, {}, 'csv')
    await pieces.next()
    await pieces.next()
    await owner`alter table audit.event rename to gone`
    const end = await collect(pieces)
    await owner`alter table audit.gone rename to event`
    expect(end).toContain(`INCOMPLETE: 1000 of ${matched} rows were written`)
  })

  it('gives nothing when it cannot be recorded', async () => {
    await owner`create function fail() returns trigger language plpgsql as $$ begin raise 'disk full'; end $$`
    await owner`create trigger fail before insert on audit.event for each row execute function fail()`
    await expect(exportAudit(operator, {}, 'csv')).rejects.toThrow('disk full')
    await expect(searchAudit(manager, {}, 1)).rejects.toThrow('disk full')
    await owner`drop trigger fail on audit.event`
  })
})

it('wants the password again before more than a thousand rows', async () => {
  await expect(exportAudit(manager, { by: 'person-7' }, 'csv')).rejects.toMatchObject({
    problem: { kind: 'stale_sign_in' },
  })
  expect((await exportAudit(manager, { reason: 'ticket 7' }, 'csv')).matched).toBe(3)
})

it('is for who has audit.export', async () => {
  await expect(exportAudit(actorOf('finance'), { by: 'me' }, 'csv')).rejects.toMatchObject({
    problem: { kind: 'denied', capability: 'audit.export' },
  })
})

async function bytesOf(pieces: AsyncGenerator<string | Uint8Array>): Promise<Buffer> {
  return Buffer.concat((await Array.fromAsync(pieces)).map((piece) => Buffer.from(piece)))
}

/** The cells of one record, as a reader of RFC 4180 sees them. */
function splitCsv(line: string): readonly string[] {
  return [...`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  )
}
