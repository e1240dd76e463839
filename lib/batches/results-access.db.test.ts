import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { actorOf, openTestDesk } from '#lib/lookups/testing/desk.ts'
import { newTimeId } from '#lib/time-id.ts'
import { countResults, exportResults } from './results.ts'
import { answerBatch } from './testing/answer-batch.ts'
import { insertBatch } from './testing/insert-batch.ts'

const desk = await openTestDesk()
const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => {} })
const operator = { ...actorOf('finance'), kind: 'cli' } as const
afterAll(async () => {
  await owner.end()
  await desk.close()
})

describe('results', () => {
  let large = ''
  beforeAll(async () => {
    large = await insertBatch(owner, { state: 'finished', rows: 1_200 })
    await answerBatch(owner, large)
  })

  it('is recorded before the first byte, with the choice and the rows', async () => {
    const id = await insertBatch(owner, { state: 'finished', rows: 2 })
    await answerBatch(owner, id)
    await exportResults(operator, id, { format: 'jsonl', only: 'all' })
    const [event] = await getSql()<
      { canon: string }[]
    >`select convert_from(canon, 'UTF8') canon from audit.event
      where kind = 'batch.exported' and object_id = ${id}`
    expect(JSON.parse(event?.canon ?? '')).toMatchObject({
      details: { format: 'jsonl', only: 'all', rows: '2' },
    })
  })

  it('needs the password again for more than a thousand rows, but not of a token', async () => {
    const whole = { format: 'csv', only: 'all' } as const
    await expect(exportResults(actorOf('finance'), large, whole)).rejects.toMatchObject({
      problem: { kind: 'stale_sign_in' },
    })
    expect((await exportResults(actorOf('finance'), large, { ...whole, only: 'faults' }))?.matched).toBe(24)
    const token = { ...actorOf('finance'), kind: 'token', id: 'token:1', sessionHash: null } as const
    expect((await exportResults(token, large, whole))?.matched).toBe(1_200)
  })

  it('is support for fifty rows, and admin for none', async () => {
    const some = { format: 'csv', only: 'faults' } as const
    expect((await exportResults(actorOf('support'), large, some))?.matched).toBe(24)
    await expect(exportResults(actorOf('support'), large, { ...some, only: 'all' })).rejects.toMatchObject({
      problem: { kind: 'denied', capability: 'batch.run' },
    })
    await expect(exportResults(actorOf('admin'), large, some)).rejects.toMatchObject({
      problem: { kind: 'denied', capability: 'export.make' },
    })
  })

  it('says at its end that rows are missing when it cannot go on', async () => {
    const file = (await exportResults(operator, large, { format: 'csv', only: 'all' })) ?? expect.fail()
    await file.pieces.next()
    await file.pieces.next()
    await owner`alter table batch_item rename to gone`
    const rest = (await Array.fromAsync(file.pieces)).join('')
    await owner`alter table gone rename to batch_item`
    expect(rest).toContain('INCOMPLETE: 500 of 1200 rows were written')
  })

  it('is nobody for a batch that there is not', async () => {
    expect(await exportResults(operator, newTimeId(), { format: 'csv', only: 'all' })).toBeNull()
    expect(await exportResults(operator, 'x', { format: 'csv', only: 'all' })).toBeNull()
    expect(await countResults(operator, newTimeId(), 'differences')).toBeNull()
    await expect(countResults(actorOf('support'), large, 'differences')).rejects.toMatchObject({
      problem: { kind: 'denied', capability: 'batch.run' },
    })
  })
})
