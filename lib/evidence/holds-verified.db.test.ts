import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openSql } from '#db/client.ts'
import type { Actor } from '#lib/access/actor.ts'
import { sealAll, useOwnKeys, verifyOptions } from '#lib/audit/testing/sealed-record.ts'
import { listErasedUnderHold } from '#lib/audit/verify/match-holds.ts'
import { checkRecord } from '#lib/audit/verify/verify.ts'
import { ask } from '#lib/lookups/ask.ts'
import { actorOf, openTestDesk } from '#lib/lookups/testing/desk.ts'
import { approveErasure, requestErasure } from './erasure.ts'
import { liftHold, setHold } from './hold.ts'
import { signInManager } from './testing/managers.ts'

process.env['STATUSDESK_SECRET'] = 'a secret of the tests, long enough'
useOwnKeys()
const desk = await openTestDesk()
const sql = openSql('statusdesk_app', 4)
const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => {} })
let one: Actor
let two: Actor
beforeAll(async () => {
  ;[one, two] = [await signInManager(), await signInManager()]
  for (const table of ['legal_hold', 'erasure'])
    await owner.unsafe(`alter table ${table} disable trigger all`)
})
afterAll(async () => {
  await desk.close()
  await sql.end()
  await owner.end()
})

const reason = 'ticket 12'
const verify = async () => {
  await sealAll()
  return checkRecord(sql, await verifyOptions())
}
const intact = { outcome: 'intact', fault: null }
const tampered = (text: string) => ({ outcome: 'tampered', fault: { text } })
interface Asked {
  readonly playerId: string
  readonly transactionId: string
}
/** Asks about a new player, whom nobody else asked about. */
async function askAbout(caseName: string | null = null): Promise<Asked> {
  const input = { playerId: `p-${randomUUID()}`, transactionId: `t-${randomUUID()}` }
  const questions = [{ connection: 'gr8-demo', input }]
  await (
    await ask(actorOf('support'), { questions, reason: caseName, origin: 'desk' })
  ).settled
  return input
}
const erase = async (playerId: string) => {
  const { id } = await requestErasure(one, { playerId, reason })
  await approveErasure(two, { id, reason })
}

it('finds holds that were set and lifted, and what was erased, as their events say', async () => {
  const { playerId, transactionId } = await askAbout('case 1')
  const subjects = [
    ['player', playerId],
    ['transaction', transactionId],
    ['case', 'case 1'],
  ] as const
  const holds = await Promise.all(
    subjects.map(([subjectKind, subject]) => setHold(one, { subjectKind, subject, reason })),
  )
  expect(await verify()).toMatchObject(intact)
  for (const { id } of holds) await liftHold(one, { id, reason })
  await erase(playerId)
  // Set again afterwards, and asked about again.
  await setHold(one, { subjectKind: 'player', subject: playerId, reason })
  expect(await verify()).toMatchObject(intact)
})

it.each([
  ['lifted', `update legal_hold set lifted_at = now(), lifted_by = 'x', lift_reason = 'x' where id = $1`],
  ['moved', `update legal_hold set subject = 'somebody else' where id = $1`],
  ['deleted', `delete from legal_hold where id = $1`],
])('finds a hold that the owner of the database %s', async (_, statement) => {
  const { id } = await setHold(one, { subjectKind: 'player', subject: `p-${randomUUID()}`, reason })
  await owner.unsafe(`create table kept as select * from legal_hold`)
  await owner.unsafe(statement, [id])
  expect(await verify()).toMatchObject(
    tampered('the hold that it sets is not in force, and nobody lifted it'),
  )
  await owner.unsafe(`delete from legal_hold; insert into legal_hold select * from kept; drop table kept`)
  expect(await verify()).toMatchObject(intact)
})

it('finds a hold that nobody set', async () => {
  await owner`insert into legal_hold (id, subject_kind, subject, reason, set_by) values (${randomUUID()}, 'player', 'p-x', 'x', 'x')`
  expect(await verify()).toMatchObject(tampered('a hold is in force that nobody set (player p-x)'))
  await owner`delete from legal_hold where subject = 'p-x'`
  expect(await verify()).toMatchObject(intact)
})

it('finds what one person erased alone', async () => {
  const { playerId } = await askAbout()
  const id = randomUUID()
  await owner`insert into erasure (id, player_id, reason, requested_by) values (${id}, ${playerId}, 'x', ${one.id})`
  await approveErasure(two, { id, reason })
  expect(await verify()).toMatchObject(tampered('it erased what nobody else had asked to have erased'))
})

it('finds what was erased while it was held', async () => {
  for (const subjectKind of ['player', 'transaction', 'case'] as const) {
    const asked = await askAbout(`case of ${subjectKind}`)
    const subject = {
      player: asked.playerId,
      transaction: asked.transactionId,
      case: `case of ${subjectKind}`,
    }
    const { id } = await setHold(one, { subjectKind, subject: subject[subjectKind], reason })
    await owner`update legal_hold set lifted_at = now(), lifted_by = 'x', lift_reason = 'x' where id = ${id}`
    await erase(asked.playerId)
    await owner`update legal_hold set lifted_at = null, lifted_by = null, lift_reason = null where id = ${id}`
  }
  const erased = await owner<{ id: string }[]>`
    select id::text from audit.event where kind = 'evidence.erased' order by audit.event.id desc limit 3`
  expect(await listErasedUnderHold(sql, 0)).toEqual(erased.map(({ id }) => id).toReversed())
  expect(await verify()).toMatchObject(tampered('it erased what was under legal hold'))
})

it('wants what was asked long ago to be asked again', async () => {
  const { playerId } = await askAbout()
  const { id } = await requestErasure(one, { playerId, reason })
  await owner`update erasure set requested_at = now() - interval '91 days' where id = ${id}`
  await expect(approveErasure(two, { id, reason })).rejects.toThrow('more than 90 days ago')
})
