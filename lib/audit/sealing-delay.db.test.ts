import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeEach, expect, it, vi } from 'vitest'
import { countScans, fillWriter } from '#lib/audit/testing/fill-writer.ts'
import { recordSome, sealAll, useOwnKeys } from '#lib/audit/testing/sealed-record.ts'
import { actorOf } from '#lib/lookups/testing/desk.ts'
import { getLog } from '#lib/log.ts'
import { findSealingDelay, openSealingAlarm } from './sealing-delay.ts'

useOwnKeys()
const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 2, onnotice: () => {} })
const manager = actorOf('manager')
const alarm = vi.spyOn(getLog(), 'error')
const told = vi.spyOn(getLog(), 'info')
const look = openSealingAlarm()
beforeEach(() => {
  alarm.mockClear()
  told.mockClear()
})
afterAll(() => owner.end())

const raised = {
  alarm: 'unsealed',
  waitingMs: expect.toSatisfy((ms: number) => ms > 36_000 && ms < 90_000),
}

/** One event more; it and all that is not sealed look as if they had been recorded 36 seconds earlier. */
async function recordLongAgo(): Promise<void> {
  await recordSome(1)
  const unsealed = 'not exists (select from audit.seal z where z.event_id = e.id)'
  await owner.unsafe(`alter table audit.event disable trigger append_only;
    update audit.event e set recorded_at = recorded_at - interval '36 seconds' where ${unsealed};
    update audit.event e set leaf_hash = audit.leaf_hash(e) where ${unsealed};
    alter table audit.event enable always trigger append_only`)
}

/** The alarm was raised once, managers are told, and both end when the sealer gets through. */
async function expectOutageUntil(end: () => Promise<unknown>): Promise<void> {
  await look()
  await look()
  expect(alarm.mock.calls.filter(([first]) => JSON.stringify(first).includes('unsealed'))).toEqual([
    [raised, expect.any(String)],
  ])
  expect(await findSealingDelay(manager)).toBeGreaterThan(36_000)
  await end()
  await sealAll()
  expect(told).not.toHaveBeenCalled()
  await look()
  await look()
  expect(told.mock.calls).toEqual([[{ alarm: 'unsealed' }, expect.any(String)]])
  expect(await findSealingDelay(manager)).toBeNull()
}

it('is quiet while events wait no longer than a sealer takes', async () => {
  await look()
  await recordSome(1)
  await look()
  expect(alarm).not.toHaveBeenCalled()
  expect(await findSealingDelay(manager)).toBeNull()
})

it('is for those who may read the audit', async () => {
  await expect(findSealingDelay(actorOf('support'))).rejects.toThrow()
})

it('is raised when another process holds the lock and hangs', async () => {
  await sealAll()
  const holder = await owner.reserve()
  await holder`select pg_advisory_lock(7238195)`
  await recordLongAgo()
  await sealAll()
  expect(alarm).not.toHaveBeenCalled()
  await expectOutageUntil(async () => {
    await holder`select pg_advisory_unlock(7238195)`
    holder.release()
  })
})

it('is raised when every round fails', async () => {
  await owner`alter function audit.seal_leaves rename to away`
  await recordLongAgo()
  await expect(sealAll()).rejects.toThrow()
  await expectOutageUntil(() => owner`alter function audit.away rename to seal_leaves`)
})

it('is raised when a transaction that does not end keeps what came after it from being settled', async () => {
  const holding = await owner.reserve()
  await sealAll()
  await holding`start transaction`
  await holding`select pg_current_xact_id()`
  await recordLongAgo()
  await sealAll()
  expect(alarm).not.toHaveBeenCalled()
  await expectOutageUntil(async () => {
    await holding`commit`
    holding.release()
  })
})

it('looks at one event, however many there are', async () => {
  await sealAll()
  await fillWriter(owner, randomUUID(), 50_000, 'false')
  const before = await countScans(owner)
  expect(await findSealingDelay(manager)).toBeGreaterThan(3_500_000)
  expect(await countScans(owner)).toBe(before)
})
