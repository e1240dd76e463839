import postgres from 'postgres'
import { afterAll, expect, it } from 'vitest'
import { openSql } from '#db/client.ts'
import { sealAll, useOwnKeys, verifyOptions } from '#lib/audit/testing/sealed-record.ts'
import { ask } from '#lib/lookups/ask.ts'
import { actorOf, openTestDesk } from '#lib/lookups/testing/desk.ts'
import { checkRecord } from './verify.ts'

useOwnKeys()
const desk = await openTestDesk()
const sql = openSql('statusdesk_app', 4)
const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => {} })
afterAll(async () => {
  await desk.close()
  await sql.end()
  await owner.end()
})

it('finds look-ups, outcomes and evidence that are not as their events say', async () => {
  const about = (transactionId: string) => ({
    connection: 'gr8-demo',
    input: { playerId: 'p', transactionId },
  })
  const questions = [about('sc-ok-1'), about('string')]
  const asked = await ask(actorOf('support'), {
    questions,
    reason: null,
    origin: 'desk',
  })
  await asked.settled
  await sealAll()
  const options = await verifyOptions()
  const verify = () => checkRecord(sql, options)
  expect(await verify()).toMatchObject({ outcome: 'intact', fault: null })

  for (const table of ['lookup', 'lookup_outcome', 'exchange'])
    await owner.unsafe(
      `alter table ${table} disable trigger all; create table kept_${table} as select * from ${table}`,
    )
  const [lookup, outcome, event] = await Promise.all(
    ['lookup.intent', 'lookup.outcome', 'lookup.outcome'].map(async (kind) => {
      const [row] = await owner<
        { id: string }[]
      >`select e.id::text from audit.event e where kind = ${kind} order by e.id limit 1`
      return row?.id
    }),
  )
  const attacks: readonly (readonly [statement: string, eventId: string | null | undefined])[] = [
    [`delete from lookup where id = (select lookup_id from audit.event where id = ${lookup})`, lookup],
    [
      `delete from lookup_outcome where lookup_id = (select lookup_id from audit.event where id = ${outcome})`,
      outcome,
    ],
    [
      `insert into lookup select gen_random_uuid(), l.request_id, 9, l.board_id, l.connection_id, l.provider, l.input, l.transaction_id,
      l.player_id, l.round_id, l.game_id, l.reason, l.origin, l.asked_by, l.asked_at, l.deadline_at from lookup l limit 1`,
      null,
    ],
    [
      `update exchange set stored_sha256 = repeat('0', 64) where id = (select exchange_ids[1] from lookup_outcome
      where lookup_id = (select lookup_id from audit.event where id = ${event}))`,
      event,
    ],
    [`update exchange set response_body = 'paid'`, null],
  ]
  for (const [statement, eventId] of attacks) {
    await owner.unsafe(statement)
    expect(await verify(), statement).toMatchObject({ outcome: 'tampered', fault: { eventId } })
    await owner.unsafe(`delete from exchange; delete from lookup_outcome; delete from lookup; insert into lookup select * from kept_lookup;
      insert into lookup_outcome select * from kept_lookup_outcome; insert into exchange select * from kept_exchange`)
  }
  expect(await verify()).toMatchObject({ outcome: 'intact' })
})
