import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openSql } from '#db/client.ts'
import { countScans, fillWriter } from '#lib/audit/testing/fill-writer.ts'
import { readDetails } from '#lib/audit/testing/read-details.ts'
import { recordSome, sealAll, useOwnKeys } from '#lib/audit/testing/sealed-record.ts'
import { getLog } from '#lib/log.ts'
import { findHoles } from './holes.ts'
import { openLostNumbers } from './lost-numbers.ts'

useOwnKeys()
const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 2, onnotice: () => {} })
const sql = openSql('statusdesk_app', 4)
const lostNumbers = openLostNumbers()
const alarm = vi.spyOn(getLog(), 'error')
afterAll(async () => {
  await Promise.all([owner.end(), sql.end(), lostNumbers.close()])
})

const namedOf = (writer: string) => readDetails(owner, `kind = 'event.void' and object_id = '${writer}'`)

beforeAll(async () => {
  // A sealer has begun: before that, any event may be without a code, and all of them are read.
  await recordSome(1)
  await sealAll()
})

it('thousands of holes are all found, without reading the table, and what is named hides none', async () => {
  const writer = randomUUID()
  await fillWriter(owner, writer, 120_000, 'n % 50 = 7')
  const before = await countScans(owner)
  expect(await findHoles(sql, 'all')).toHaveLength(1000)
  await lostNumbers.round()
  const named = await namedOf(writer)
  expect(named).toHaveLength(2400)
  expect(named.at(-1)).toMatchObject({ first: '119957', last: '119957' })
  // One for each thousand of the first 100,000 numbers, and of the rest.
  expect(alarm).toHaveBeenCalledTimes(4)
  const other = randomUUID()
  await fillWriter(owner, other, 10, 'n = 9')
  const [first, ...rest] = await findHoles(sql, 'all')
  expect(first).toMatchObject({ writer_id: other, first: '9', named: false })
  expect(rest.every((hole) => hole.named)).toBe(true)
  expect(await countScans(owner)).toBe(before)
}, 60_000)
