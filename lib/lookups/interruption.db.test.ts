import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { systemActor } from '#lib/access/actor.ts'
import { ask } from './ask.ts'
import { findLookup } from './read.ts'
import { openReaper } from './reap.ts'
import { noKeys, recordOutcomes } from './record.ts'
import { actorOf, eventKinds, openTestDesk } from './testing/desk.ts'

const support = actorOf('support')
const reap = openReaper()
const desk = await openTestDesk({ 'gr8-demo': { timeoutMs: 500 } })
afterAll(() => desk.close())

it('a process killed between intent and outcome leaves interrupted, never nothing', async () => {
  const child = spawn(process.execPath, [
    'lib/lookups/testing/ask-and-wait.ts',
    'gr8-demo',
    '{"playerId":"p","transactionId":"sc-hang-killed"}',
  ])
  const [id] = await once(child.stdout.setEncoding('utf8'), 'data').then(([line]) => String(line).split('\n'))
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(await findLookup(support, id ?? '')).toMatchObject({ outcome: null, exchanges: [] })
  expect(await reap()).toBe(0)

  await expect.poll(reap, { timeout: 10_000, interval: 200 }).toBe(1)
  expect(await findLookup(support, id ?? '')).toMatchObject({
    outcome: 'interrupted',
    status: null,
    fault: null,
  })
  expect(await eventKinds(id ?? '')).toEqual(['lookup.intent', 'lookup.interrupted'])
  expect(await reap()).toBe(0)
})

it('keeps what comes after the interruption as late, and overwrites nothing', async () => {
  const asked = await ask(support, {
    questions: [{ connection: 'gr8-token-demo', input: { playerId: 'p', transactionId: 'sc-slow1-late' } }],
    reason: null,
    origin: 'desk',
  })
  const id = asked.lookups[0]?.id ?? ''
  await sleep(200)
  const lookup = { id, connectionId: 'gr8-token-demo', transactionId: 'sc-slow1-late', playerId: 'p' }
  const interruption = {
    lookup,
    actor: systemActor('reaper'),
    askedAt: new Date(),
    answeredAt: new Date(),
    answer: null,
    mappingVersion: null,
    exchanges: [],
  }
  await recordOutcomes(
    [{ connectionId: 'gr8-token-demo', outcomes: [interruption], asked: [], cut: null }],
    noKeys,
  )
  await asked.settled
  expect(await findLookup(support, id)).toMatchObject({ outcome: 'interrupted' })
  const rows = await getSql()<{ outcome: string; late: boolean; exchanges: number }[]>`
    select outcome, late, (select count(*)::int from exchange e where e.id = any (o.exchange_ids)) as exchanges
    from lookup_outcome o where lookup_id = ${id} order by late`
  expect(rows).toEqual([
    { outcome: 'interrupted', late: false, exchanges: 0 },
    { outcome: 'answered', late: true, exchanges: expect.any(Number) },
  ])
  expect(rows[1]?.exchanges).toBeGreaterThan(0)
  expect(await eventKinds(id)).toEqual(['lookup.intent', 'lookup.interrupted', 'lookup.late'])

  await recordOutcomes(
    [{ connectionId: 'gr8-token-demo', outcomes: [interruption], asked: [], cut: null }],
    noKeys,
  )
  expect(await eventKinds(id)).toHaveLength(3)
})
