import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { afterAll, expect, it } from 'vitest'
import { openSql } from '#db/pool.ts'
import { copyRows } from './copied-rows.ts'

const sql = openSql('statusdesk_app', 1)
const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => {} })
afterAll(async () => {
  await sql.end()
  await owner.end()
})

it('gives every field of every row, however long, and nothing as null', async () => {
  const lengths = [0, 1, 100, 65_530, 65_536, 70_000, 1_000_000, 5]
  const rows = await copyRows(
    sql,
    `select n, repeat('ü', n::int), case when n > 5 then convert_to(repeat('x', n::int), 'UTF8') end, '7'::xid8
     from unnest('{${lengths.join(',')}}'::bigint[]) with ordinality as one (n, place) order by place`,
  )
  expect(rows.count).toBe(lengths.length)
  // In no order: which row was asked for last makes no difference.
  for (const row of [3, 0, 7, 1, 2, 6, 5, 4]) {
    const length = lengths[row] ?? -1
    expect(rows.number(row, 0)).toBe(length)
    expect(rows.text(row, 1, 'utf8')).toBe('ü'.repeat(length))
    expect(rows.text(row, 1, 'latin1')).toBe('\u00c3\u00bc'.repeat(length))
    expect(rows.bytes(row, 2)?.length ?? null).toBe(length > 5 ? length : null)
    expect(rows.text(row, 2, 'utf8')?.length ?? null).toBe(length > 5 ? length : null)
    expect(rows.bigint(row, 3)).toBe(7n)
  }
  expect(() => rows.bytes(lengths.length, 0)).toThrow(/no row/)
})

it('gives results of every size around those of a socket’s reads', async () => {
  for (let count = 0; count < 9000; count += 37) {
    const rows = await copyRows(sql, `select n from generate_series(1::bigint, ${count}) as n`)
    expect(rows.count).toBe(count)
    for (let row = 0; row < count; row += 1) if (rows.number(row, 0) !== row + 1) expect(row).toBe(-1)
  }
})

it('fails when the query does, at once or in its midst, and serves again', async () => {
  await expect(copyRows(sql, 'select nothing')).rejects.toThrow(/nothing/)
  await expect(copyRows(sql, 'select 1 / (300000 - n) from generate_series(1, 300000) as n')).rejects.toThrow(
    /division by zero/,
  )
  expect((await copyRows(sql, 'select 1::bigint')).count).toBe(1)
})

it('fails when its connection is cut in the midst, and serves again', async () => {
  const cut = sleep(300).then(
    () =>
      owner`select pg_terminate_backend(pid) from pg_stat_activity where query like 'copy%pg_sleep%' and pid <> pg_backend_pid()`,
  )
  const endless = 'select n, pg_sleep(0.001) from generate_series(1, 1000000) as n'
  await expect(copyRows(sql, endless)).rejects.toThrow()
  await cut
  expect((await copyRows(sql, 'select 1::bigint')).count).toBe(1)
})
