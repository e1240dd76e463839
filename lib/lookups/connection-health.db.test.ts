import { afterAll, expect, it } from 'vitest'
import { readHealth } from '#lib/connections/health.ts'
import { ask } from './ask.ts'
import { testConnection } from './test-connection.ts'
import { actorOf, openTestDesk } from './testing/desk.ts'

const desk = await openTestDesk()
afterAll(() => desk.close())
const admin = actorOf('admin')

async function look(connection: string, input: Record<string, string>) {
  const questions = [{ connection, input }]
  const { settled } = await ask(actorOf('support'), { questions, reason: null, origin: 'desk' })
  await settled
}

async function healthOf(connection: string) {
  return (await readHealth(admin, [connection])).get(connection)
}

it('leaves test calls out of what is held against a connection', async () => {
  await testConnection(admin, 'fantasy-demo')
  expect(await healthOf('fantasy-demo')).toMatchObject({ lookups: 1, faults: 1, real: 0, failed: 0 })
})

it('holds its own faults against a connection, not the provider’s about a transaction', async () => {
  await look('gr8-demo', { playerId: 'p1', transactionId: 'sc-500' })
  expect(await healthOf('gr8-demo')).toMatchObject({ faults: 1, real: 1, failed: 0 })
  await look('gr8-demo', { playerId: 'p1', transactionId: 'sc-html' })
  expect(await healthOf('gr8-demo')).toMatchObject({ faults: 2, real: 2, failed: 1 })
})

it('tells what came last that is not documented', async () => {
  await look('fizzy-demo', { transactionId: 'sc-ok' })
  expect(await healthOf('fizzy-demo')).toMatchObject({ drift: null })
  await look('fungamess-demo', { transactionId: 'sc-unknown_status', userId: '16065', gameId: '1000837' })
  await look('fungamess-demo', { transactionId: 'sc-ok', userId: '16065', gameId: '1000837' })
  expect(await healthOf('fungamess-demo')).toMatchObject({
    drift: { text: 'status "7" is not in the documentation.' },
  })
})
