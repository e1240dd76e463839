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
  const question = { connection: 'gr8-demo', input: { playerId: 'p', transactionId: 'sc-slow1-twice' } }
  const asked = await ask(actorOf('support'), { questions: [question], reason: null, origin: 'desk' })
  const id = asked.lookups[0]?.id ?? ''
  const outcome = {
    lookup: { id, connectionId: 'gr8-demo', transactionId: 'sc-slow1-twice', playerId: 'p' },
    actor: systemActor('test'),
    askedAt: new Date(),
    answeredAt: new Date(),
    answer: null,
    mappingVersion: null,
    exchanges: [],
  }
  const rows = {
    outcomes: [composeOutcomeRow(outcome)],
    exchanges: [],
    events: [composeOutcomeEvent(outcome, false)],
  }
  expect(await insertOutcomes(rows, false)).toEqual(new Set([id]))
  expect(await insertOutcomes(rows, false)).toEqual(new Set([id]))
  expect(await insertOutcomes({ ...rows, outcomes: [composeOutcomeRow(outcome)] }, false)).toEqual(new Set())
  expect(await getSql()`select late from lookup_outcome where lookup_id = ${id}`).toEqual([{ late: false }])
  expect(await eventKinds(id)).toEqual(['lookup.intent', 'lookup.interrupted'])
  await asked.settled
})
