import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeEach, expect, it, vi } from 'vitest'
import { openSql } from '#db/client.ts'
import { systemActor } from '#lib/access/actor.ts'
import { fillWriter } from '#lib/audit/testing/fill-writer.ts'
import { readDetails } from '#lib/audit/testing/read-details.ts'
import { recordSome, sealAll, useOwnKeys, verifyOptions } from '#lib/audit/testing/sealed-record.ts'
import { checkRecord } from '#lib/audit/verify/verify.ts'
import { composeEvent } from '#lib/audit/writer.ts'
import { getLog } from '#lib/log.ts'
import { findHoles } from './holes.ts'
import { openLostNumbers } from './lost-numbers.ts'

useOwnKeys()
const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 2, onnotice: () => {} })
const sql = openSql('statusdesk_app', 4)
const lostNumbers = openLostNumbers()
const alarm = vi.spyOn(getLog(), 'error')
beforeEach(() => void alarm.mockClear())
afterAll(async () => {
  await Promise.all([owner.end(), sql.end(), lostNumbers.close()])
})

const namedOf = (writer: string) => readDetails(owner, `kind = 'event.void' and object_id = '${writer}'`)

/** A writer that was killed, whose number 4 is missing. It wrote this many minutes ago. */
async function loseNumber(minutesAgo: number): Promise<string> {
  const child = spawn(process.execPath, ['lib/audit/testing/lose-number.ts'], { stdio: 'inherit' })
  await once(child, 'exit')
  const [gone] = await owner<{ writer: string }[]>`
    select writer_id as writer from audit.event order by id desc limit 1`
  const writer = gone?.writer ?? ''
  await owner.unsafe(`alter table audit.event disable trigger append_only;
    update audit.event set recorded_at = recorded_at - interval '${minutesAgo} minutes' where writer_id = '${writer}';
    update audit.event e set leaf_hash = audit.leaf_hash(e) where writer_id = '${writer}';
    alter table audit.event enable always trigger append_only`)
  return writer
}

it('numbers that a killed writer took and never wrote are recorded as lost, with an alarm', async () => {
  const before = await loseNumber(2)
  await lostNumbers.round()
  // One that falls silent while the worker runs is found by what is new.
  const after = await loseNumber(2)
  await lostNumbers.round()
  await lostNumbers.round()
  for (const writer of [before, after]) {
    expect(await namedOf(writer)).toEqual([{ first: '4', last: '4', cause: 'writer_gone' }])
    expect(alarm).toHaveBeenCalledWith(
      expect.objectContaining({ alarm: 'lost', first: '4', last: '4', writer_id: writer, holes: 1 }),
      expect.any(String),
    )
  }
  expect(alarm).toHaveBeenCalledTimes(2)
  await sealAll()
  const found = await checkRecord(sql, { ...(await verifyOptions()), settleMs: 2000 })
  expect(found).toMatchObject({ outcome: 'intact', fault: null })
  expect(found.notices.join()).toContain(`Numbers 4 to 4 of writer ${before} were lost`)
})

it('a writer that wrote within the minute is waited for', async () => {
  const writer = await loseNumber(0)
  await lostNumbers.round()
  expect(await namedOf(writer)).toEqual([])
  expect(await findHoles(sql, 'all')).toContainEqual(
    expect.objectContaining({ writer_id: writer, silent: false, named: false }),
  )
  await owner.unsafe(`alter table audit.event disable trigger append_only;
    update audit.event set recorded_at = recorded_at - interval '2 minutes' where writer_id = '${writer}';
    alter table audit.event enable always trigger append_only`)
  await lostNumbers.round()
  expect(await namedOf(writer)).toHaveLength(1)
})

it('a number that its writer outlived is nobody’s loss, and stays missing', async () => {
  const writer = randomUUID()
  await fillWriter(owner, writer, 10, 'n = 5')
  await owner.unsafe(`alter table audit.event disable trigger append_only;
    update audit.event set recorded_at = recorded_at - interval '6 minutes' where writer_id = '${writer}' and writer_seq < 8;
    alter table audit.event enable always trigger append_only`)
  await lostNumbers.round()
  expect(await namedOf(writer)).toEqual([])
  expect(alarm).toHaveBeenCalledWith(
    expect.objectContaining({ alarm: 'missing', first: '5', writer_id: writer }),
    expect.any(String),
  )
  expect(await findHoles(sql, 'all')).toContainEqual(
    expect.objectContaining({ writer_id: writer, first: '5', named: false }),
  )
  await owner.unsafe(`alter table audit.event disable trigger append_only;
    delete from audit.event where writer_id = '${writer}';
    alter table audit.event enable always trigger append_only`)
})

it('only one process looks', async () => {
  const other = openLostNumbers()
  const writer = await loseNumber(2)
  await other.round()
  await other.close()
  expect(await namedOf(writer)).toEqual([])
  await lostNumbers.round()
  expect(await namedOf(writer)).toHaveLength(1)
})

it('goes on where it was after a failure, and names nothing twice', async () => {
  const writer = await loseNumber(2)
  await owner`alter table audit.event rename column leaf_hash to away`
  await expect(lostNumbers.round()).rejects.toThrow()
  await owner`alter table audit.event rename column away to leaf_hash`
  await recordSome(1)
  await lostNumbers.round()
  expect(await namedOf(writer)).toHaveLength(1)
  // A number taken by this very process and not yet written is nobody's loss.
  composeEvent(systemActor('test'), { kind: 'token.created', tokenId: 'later', role: 'support' })
  await recordSome(1)
  alarm.mockClear()
  await lostNumbers.round()
  expect(alarm).not.toHaveBeenCalled()
})
