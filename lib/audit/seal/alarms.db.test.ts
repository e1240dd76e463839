import { readdirSync, readFileSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeEach, expect, it, vi } from 'vitest'
import { openSql } from '#db/client.ts'
import { systemActor } from '#lib/access/actor.ts'
import { getCheckpointDir } from '#lib/audit/checkpoint-dir.ts'
import { insertEvents } from '#lib/audit/store.ts'
import { readDetails } from '#lib/audit/testing/read-details.ts'
import { recordSome, sealAll, useOwnKeys, verifyOptions } from '#lib/audit/testing/sealed-record.ts'
import { checkRecord } from '#lib/audit/verify/verify.ts'
import { voidEvents, composeEvent } from '#lib/audit/writer.ts'
import { getLog } from '#lib/log.ts'

useOwnKeys()
const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 2, onnotice: () => {} })
const sql = openSql('statusdesk_app', 4)
const alarm = vi.spyOn(getLog(), 'error')
beforeEach(() => void alarm.mockClear())
afterAll(async () => {
  await owner.end()
  await sql.end()
})

const verify = async () => checkRecord(sql, { ...(await verifyOptions()), settleMs: 2000 })
const detailsOf = (kind: string) => readDetails(owner, `kind = '${kind}'`)

/** Events as a desk from before there were codes wrote them. */
async function recordUnsigned(count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, n) =>
    composeEvent(systemActor('old'), { kind: 'token.created', tokenId: `old-${n}`, role: 'support' }),
  )
  await insertEvents(rows.map((row) => ({ ...row, mac: '00'.repeat(32) })))
}

it('the first sealer vouches for events without codes once, and for none that comes later', async () => {
  await recordUnsigned(3)
  await sealAll()
  const [began, ...more] = await detailsOf('seal.began')
  expect(more).toEqual([])
  expect(began).toMatchObject({ unsigned_events: '3' })
  await recordUnsigned(1)
  await sealAll()
  expect(await detailsOf('seal.began')).toHaveLength(1)
  expect(await detailsOf('seal.anomaly')).toEqual([{ anomaly: 'mac' }])
  expect(alarm).toHaveBeenCalledWith(
    expect.objectContaining({ alarm: 'anomaly', anomaly: 'mac' }),
    expect.any(String),
  )
  expect(await verify()).toMatchObject({ outcome: 'tampered' })
})

it('half a note that a power cut left is passed over, and the next begins a new file', async () => {
  await sealAll()
  const [file = ''] = readdirSync(getCheckpointDir())
  const path = join(getCheckpointDir(), file)
  const whole = readFileSync(path, 'utf8')
  truncateSync(path, whole.length - 20)
  await recordSome(1)
  await sealAll()
  expect(readdirSync(getCheckpointDir())).toHaveLength(2)
  const notes = readdirSync(getCheckpointDir()).map((name) =>
    readFileSync(join(getCheckpointDir(), name), 'utf8'),
  )
  expect(notes.find((text) => text !== notes[0])).toMatch(/^statusdesk\/\S+\n\d+\n/)
  // The forgery of above is still what is wrong, and no note.
  expect((await verify()).fault?.text).not.toContain('note')
})

it('a writer says every ten seconds that it lives, while it writes', async () => {
  const before = (await detailsOf('writer.heartbeat')).length
  await recordSome(1)
  await expect
    .poll(async () => (await detailsOf('writer.heartbeat')).length, { timeout: 12_000, interval: 200 })
    .toBeGreaterThan(before)
  const beats = await owner<{ last: string; number: string }[]>`
    select convert_from(canon, 'UTF8')::jsonb #>> '{details,last_number}' as last, writer_seq::text as number
    from audit.event where kind = 'writer.heartbeat'`
  for (const { last, number } of beats) expect(BigInt(number)).toBe(BigInt(last) + 1n)
})

it('a number whose write failed is filled, and one that stands is left alone', async () => {
  const [kept, failed] = ['kept', 'failed'].map((tokenId) =>
    composeEvent(systemActor('test'), { kind: 'token.created', tokenId, role: 'support' }),
  )
  if (!kept || !failed) throw new Error('Not composed.')
  await insertEvents([kept])
  voidEvents([kept, failed])
  const kinds = () =>
    owner<{ kind: string }[]>`select kind from audit.event
      where writer_id = ${kept.writer_id} and writer_seq in (${kept.writer_seq}, ${failed.writer_seq}) order by writer_seq`
  await expect
    .poll(async () => (await kinds()).map(({ kind }) => kind))
    .toEqual(['token.created', 'event.void'])
})
