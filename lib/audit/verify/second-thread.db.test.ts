import postgres from 'postgres'
import { afterAll, expect, it, vi } from 'vitest'
import { openSql } from '#db/client.ts'
import { CopiedRows } from '#lib/audit/tree/copied-rows.ts'
import { beginning, readEvents } from '#lib/audit/tree/read-events.ts'
import {
  openAttacker,
  recordSome,
  sealAll,
  useOwnKeys,
  verifyOptions,
} from '#lib/audit/testing/sealed-record.ts'
import { SecondThread } from './second-thread.ts'
import { checkRecord } from './verify.ts'

useOwnKeys()
const sql = openSql('statusdesk_app', 4)
const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => {} })
afterAll(() => Promise.all([sql.end(), owner.end()]))

it('keeps nothing from being found in a record of several batches', async () => {
  const look = SecondThread.prototype.look
  const begun = new WeakSet<SecondThread>()
  vi.spyOn(SecondThread.prototype, 'look').mockImplementation(function (this: SecondThread, rows) {
    look.call(this, rows)
    const isFirst = !begun.has(this)
    begun.add(this)
    // So that it is the thread that looked, and not the verifier, which is through before it has begun.
    const until = performance.now() + 2_000
    while (!isFirst && rows.count > 0 && !rows.isMarked(0) && performance.now() < until);
  })
  await Promise.all(Array.from({ length: 30 }, () => recordSome(300)))
  await sealAll()
  const verify = async () => checkRecord(sql, await verifyOptions())
  expect(await verify()).toMatchObject({ outcome: 'intact', fault: null })
  const attacker = await openAttacker()
  const ids = await owner<{ id: string }[]>`
    select event_id::text id from audit.seal where leaf_index in (10, 3990, 4010, 6000, 7990, 8500) order by leaf_index`
  for (const { id } of ids) {
    await attacker.sql`update audit.event set actor_id = actor_id || 'x' where id = ${id}`
    expect(await verify()).toMatchObject({ outcome: 'tampered', fault: { eventId: id } })
    await attacker.sql`update audit.event set actor_id = left(actor_id, -1) where id = ${id}`
  }
  expect(await verify()).toMatchObject({ outcome: 'intact' })
  await attacker.sql.end()
}, 120_000)

it('marks from the end what is sound, and nothing else', async () => {
  const attacker = await openAttacker()
  await attacker.sql`update audit.event set reason = 'another' where id = 7`
  await attacker.sql`update audit.event set mac = sha256('x') where id = 9`
  await attacker.sql`update audit.event e set leaf_hash = audit.leaf_hash(e) where id = 9`
  await attacker.sql`update audit.event set recorded_at = now() where id = 11`
  await using second = new SecondThread(0n)
  const batches: CopiedRows[] = []
  const read = () => readEvents(sql, beginning, 100, 'all', (rows) => batches.push(rows))
  const [first, events] = [await read(), await read()]
  for (const rows of batches) second.look(rows)
  await expect.poll(() => events[0]?.isFoundSound).toBe(true)
  expect(events.filter(({ isFoundSound }) => !isFoundSound).map(({ id }) => id)).toEqual([7n, 9n, 11n])
  // The first batch is gone through before a thread would have begun.
  expect(first.some(({ isFoundSound }) => isFoundSound)).toBe(false)
  await attacker.sql.end()
})
