import { setTimeout as sleep } from 'node:timers/promises'
import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { reapInterrupted } from '#lib/lookups/reap.ts'
import { actorOf, openTestDesk } from '#lib/lookups/testing/desk.ts'
import { runLane } from './lane.ts'
import { pauseBatch } from './pause.ts'
import { recoverLane } from './recover.ts'
import { gr8Rows, makeRunning, readRows } from './testing/make-batch.ts'

const finance = actorOf('finance')
const desk = await openTestDesk({ 'gr8-demo': { timeoutMs: 60_000 } })
const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => {} })
afterAll(async () => {
  await owner.end()
  await desk.close()
})
beforeAll(async () => {
  await fetch(`${desk.simulator.http}/_simulator/latency`, { method: 'PUT', body: '{"ms":5000}' })
})

const signal = new AbortController().signal

/** Has a lane ask about a row, and something happen to the row before the answer is there. */
async function meanwhile(name: string, happen: (batchId: string) => Promise<unknown>) {
  const isAsked = async () => {
    const answer = await fetch(`${desk.simulator.http}/_simulator/calls?transactionId=sc-ok-${name}-0`)
    return (await answer.json()).calls.length > 0
  }
  const batchId = await makeRunning(finance, gr8Rows(1, `sc-ok-${name}`))
  const ending = runLane({ batchId, connectionId: 'gr8-demo', lane: 0 }, { signal })
  while (!(await isAsked())) await sleep(20)
  // Nothing is claimed any more.
  await pauseBatch(finance, { batchId })
  await happen(batchId)
  const left = await readRows(batchId)
  await ending
  const outcomes = await getSql()<{ outcome: string; late: boolean }[]>`
    select o.outcome, o.late from lookup_outcome o join lookup l on l.id = o.lookup_id
    where l.request_id = ${batchId} order by o.late, o.outcome`
  return { batchId, left, now: await readRows(batchId), outcomes }
}

describe.concurrent('an answer', { timeout: 180_000 }, () => {
  it('brings the row up to date that was claimed for it', async () => {
    const { now, outcomes } = await meanwhile('alone', async () => {})
    expect(now).toMatchObject([{ state: 'done', status: 'succeeded', asked: 1, attempt: 1 }])
    expect(outcomes).toEqual([{ outcome: 'answered', late: false }])
  })

  it.each([
    ['was claimed anew by the same run', 'attempt = attempt + 1'],
    ['is claimed by another run', 'claimed_by = gen_random_uuid()'],
    ['was let go', `state = 'waiting'`],
    ['was cancelled', `state = 'cancelled'`],
  ])('leaves a row alone that %s', async (name, change) => {
    const { left, now, outcomes } = await meanwhile(name.replaceAll(' ', '-'), (batchId) =>
      owner.unsafe(`update batch_item set ${change} where batch_id = '${batchId}'`),
    )
    expect(outcomes).toEqual([{ outcome: 'answered', late: false }])
    expect(now).toEqual(left)
    expect(now).toMatchObject([{ outcome: null, asked: 0 }])
  })

  it('to what another run called interrupted is late, and changes nothing', async () => {
    const { left, now, outcomes } = await meanwhile('interrupted', (batchId) =>
      recoverLane({ batchId, connectionId: 'gr8-demo', lane: 0 }, randomUUID(), []),
    )
    expect(outcomes).toEqual([
      { outcome: 'interrupted', late: false },
      { outcome: 'answered', late: true },
    ])
    expect(now).toEqual(left)
    expect(now).toMatchObject([{ state: 'waiting', outcome: 'interrupted', asked: 1 }])
  })

  it('to what was called overdue is late, and whoever takes the row over has it asked again', async () => {
    const { batchId, left, now, outcomes } = await meanwhile('overdue', async (id) => {
      await owner.unsafe(`alter table lookup disable trigger append_only;
        update lookup set deadline_at = now() - interval '1 second' where request_id = '${id}';
        alter table lookup enable always trigger append_only`)
      await reapInterrupted(new Date(0))
    })
    expect(outcomes).toEqual([
      { outcome: 'interrupted', late: false },
      { outcome: 'answered', late: true },
    ])
    expect(now).toEqual(left)
    expect(now).toMatchObject([{ state: 'claimed', outcome: null, asked: 0 }])
    await recoverLane({ batchId, connectionId: 'gr8-demo', lane: 0 }, randomUUID(), [])
    expect(await readRows(batchId)).toMatchObject([{ state: 'waiting', outcome: 'interrupted', asked: 1 }])
  })
})
