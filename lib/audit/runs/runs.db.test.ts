import postgres from 'postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { recordSome, sealAll, useOwnKeys } from '#lib/audit/testing/sealed-record.ts'
import { searchAudit } from '#lib/audit/list.ts'
import { actorOf } from '#lib/lookups/testing/desk.ts'
import { newTimeId } from '#lib/time-id.ts'
import { insertRun, updateRun } from './store.ts'
import { cancelVerification, findVerification, startVerification } from './verify-in-background.ts'

const manager = actorOf('manager')
const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => {} })

beforeAll(async () => {
  useOwnKeys()
})
afterAll(() => owner.end())

async function verify() {
  const { id } = await startVerification(manager)
  await expect
    .poll(async () => (await findVerification(manager))?.finishedAt, { timeout: 30_000 })
    .toBeTruthy()
  const run = await findVerification(manager)
  expect(run).toMatchObject({ id, startedBy: manager.id, silent: false })
  return run?.result
}

async function newestVerified() {
  const { data } = await searchAudit(manager, { kind: 'audit.verified' }, 1)
  return data[0]
}

it('says that nothing was verified yet', async () => {
  expect(await findVerification(manager)).toBeNull()
})

it('says that it could not check where there is no checkpoint, as an event too', async () => {
  expect(await verify()).toMatchObject({ outcome: 'unchecked', notices: [expect.stringMatching(/./)] })
  expect(await newestVerified()).toMatchObject({ result: 'unknown' })
})

it('finds the record intact, with what the command counts', async () => {
  await recordSome(300)
  await sealAll()
  const result = await verify()
  expect(result).toMatchObject({ outcome: 'intact', outsideCheckpoints: 1, fault: null })
  expect(result?.seals).toBeGreaterThan(300)
  const event = await newestVerified()
  expect(event).toMatchObject({ result: 'ok', actorId: manager.id })
  expect(event?.members.get('details.seals')).toBe(String(result?.seals))
})

it('begins none while one runs, and ends it for who asks', async () => {
  // As if another process of the desk ran it.
  const id = newTimeId()
  expect(await insertRun(id, 'person-elsewhere')).toBe(true)
  expect(await startVerification(manager)).toMatchObject({
    id,
    startedBy: 'person-elsewhere',
    finishedAt: null,
  })
  expect(await updateRun(id, 100)).toBe(false)
  expect(await findVerification(manager)).toMatchObject({ id, done: 100, cancelling: false })
  await cancelVerification(manager, { id })
  expect(await updateRun(id, 200)).toBe(true)
  expect(await findVerification(manager)).toMatchObject({ cancelling: true })
})

it('gives up a run whose process has gone, and begins anew', async () => {
  await getSql()`update verification_run set seen_at = seen_at - interval '1 minute' where finished_at is null`
  expect(await findVerification(manager)).toMatchObject({
    result: { outcome: 'unchecked', notices: ['The process of the desk that ran it has ended.'] },
  })
  expect(await newestVerified()).toMatchObject({ actorId: 'system:verifier', result: 'unknown' })
  await expect(cancelVerification(manager, { id: newTimeId() })).rejects.toMatchObject({
    problem: { kind: 'conflict' },
  })
})

it('kills the verifier of a run that was cancelled', async () => {
  // It waits here until it is ended.
  await owner`begin`
  await owner`lock table audit.seal in access exclusive mode`
  const { id } = await startVerification(manager)
  await cancelVerification(manager, { id })
  await expect
    .poll(async () => (await findVerification(manager))?.result?.outcome, { timeout: 30_000 })
    .toBe('cancelled')
  await owner`rollback`
})

it('names the first bad event', async () => {
  const [bad] = await owner<
    { id: string }[]
  >`select id::text as id from audit.event order by audit.event.id offset 20 limit 1`
  await owner`alter table audit.event disable trigger all`
  await owner`update audit.event set recorded_at = recorded_at - interval '1 day' where id = ${bad?.id ?? ''}`
  await owner`alter table audit.event enable trigger all`
  const result = await verify()
  expect(result).toMatchObject({ outcome: 'tampered', fault: { eventId: bad?.id } })
  expect(await newestVerified()).toMatchObject({ result: 'failed', objectType: 'event', objectId: bad?.id })
})

it('is for who has audit.verify', async () => {
  for (const tried of [startVerification, findVerification])
    await expect(tried(actorOf('finance'))).rejects.toMatchObject({
      problem: { kind: 'denied', capability: 'audit.verify' },
    })
  await expect(cancelVerification(actorOf('admin'), { id: newTimeId() })).rejects.toMatchObject({
    problem: { kind: 'denied', capability: 'audit.verify' },
  })
})
