import postgres from 'postgres'
import { afterAll, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { systemActor } from '#lib/access/actor.ts'
import { ask } from './ask.ts'
import { composeOutcomeEvent, composeOutcomeRow } from './outcomes.ts'
import { insertOutcomes } from './store.ts'
import { actorOf, eventKinds, openTestDesk } from './testing/desk.ts'

const desk = await openTestDesk()
afterAll(() => desk.close())

it('takes an outcome once, and says so again when its first acknowledgement was lost', async () => {
  const { id, outcome, rows, settled } = await askAndCompose('sc-slow1-twice')
  expect(await insertOutcomes(rows, false)).toEqual(new Set([id]))
  expect(await insertOutcomes(rows, false)).toEqual(new Set([id]))
  expect(await insertOutcomes({ ...rows, outcomes: [composeOutcomeRow(outcome, new Map())] }, false)).toEqual(
    new Set(),
  )
  expect(await getSql()`select late from lookup_outcome where lookup_id = ${id}`).toEqual([{ late: false }])
  expect(await eventKinds(id)).toEqual(['lookup.intent', 'lookup.interrupted'])
  await settled
})

it('says so too while the first try is still under way', async () => {
  const { id, rows, settled } = await askAndCompose('sc-slow1-overlap')
  const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 2, onnotice: () => {} })
  const first = await owner.reserve()
  await first`start transaction`
  await first`select record_outcomes(${JSON.stringify(rows.outcomes)}::text::jsonb, '[]', ${JSON.stringify(rows.events)}::text::jsonb, false)`
  const second = insertOutcomes(rows, false)
  await expect
    .poll(
      () => owner`select from pg_stat_activity where wait_event_type = 'Lock' and query like '%record_outcomes%'
        and datname = current_database() and pid <> pg_backend_pid()`,
    )
    .toHaveLength(1)
  await first`commit`
  expect(await second).toEqual(new Set([id]))
  first.release()
  await owner.end()
  await settled
  // Neither the second try nor the answer that comes after all is there twice.
  expect(await getSql()`select late from lookup_outcome where lookup_id = ${id} order by late`).toEqual([
    { late: false },
    { late: true },
  ])
})

async function askAndCompose(transactionId: string) {
  const question = { connection: 'gr8-demo', input: { playerId: 'p', transactionId } }
  const asked = await ask(actorOf('support'), { questions: [question], reason: null, origin: 'desk' })
  const id = asked.lookups[0]?.id ?? ''
  const outcome = {
    lookup: { id, connectionId: 'gr8-demo', transactionId, playerId: 'p' },
    actor: systemActor('test'),
    askedAt: new Date(),
    answeredAt: new Date(),
    answer: null,
    mappingVersion: null,
    exchanges: [],
  }
  const rows = {
    outcomes: [composeOutcomeRow(outcome, new Map())],
    exchanges: [],
    events: [composeOutcomeEvent(outcome, false, '0'.repeat(64))],
  }
  return { id, outcome, rows, settled: asked.settled }
}
