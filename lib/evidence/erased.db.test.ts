import { execFile } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { afterAll, expect, it } from 'vitest'
import { openSql } from '#db/client.ts'
import { getPublicKeyFile } from '#lib/audit/checkpoint-dir.ts'
import { proveEvent } from '#lib/audit/prove.ts'
import { sealAll, useOwnKeys, verifyOptions } from '#lib/audit/testing/sealed-record.ts'
import { checkRecord } from '#lib/audit/verify/verify.ts'
import { ask } from '#lib/lookups/ask.ts'
import { findExchange } from '#lib/lookups/evidence.ts'
import { actorOf, openTestDesk } from '#lib/lookups/testing/desk.ts'
import { approveErasure, requestErasure } from './erasure.ts'
import { signInManager } from './testing/managers.ts'

useOwnKeys()
const desk = await openTestDesk()
const sql = openSql('statusdesk_app', 4)
const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => {} })
afterAll(async () => {
  await desk.close()
  await sql.end()
  await owner.end()
})

const support = actorOf('support')
const verify = async () => {
  await sealAll()
  return checkRecord(sql, await verifyOptions())
}
async function askAbout(playerId: string): Promise<string> {
  const input = { playerId, transactionId: 'f0fc7fd9d4ea4d1297a9a6a6fd1638ed' }
  const questions = [{ connection: 'gr8-demo', input }]
  const asked = await ask(support, { questions, reason: null, origin: 'desk' })
  await asked.settled
  return asked.lookups[0]?.id ?? ''
}
const directory = mkdtempSync(join(tmpdir(), 'statusdesk-proof-'))
async function checkProof(name: string, eventId: bigint) {
  const file = join(directory, `${name}.json`)
  writeFileSync(file, JSON.stringify(await proveEvent(eventId)))
  return {
    file,
    check: () => promisify(execFile)(process.execPath, ['tools/check-proof.mjs', file, getPublicKeyFile()]),
  }
}
/** Every value of every row that the database holds, as the dump would have it. */
async function dump(): Promise<string> {
  const tables = await owner<{ name: string }[]>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'audit')`
  const rows = await Promise.all(tables.map(({ name }) => owner.unsafe(`select t::text from ${name} t`)))
  return JSON.stringify(rows)
}

it('leaves nothing to read of an erased player, and everything to verify', async () => {
  const [one, two] = [await signInManager(), await signInManager()]
  const erased = await askAbout('p-erased')
  const other = await askAbout('p-other')
  await sealAll()
  const [event] = await owner<{ id: string; payload: Buffer }[]>`
    select id::text, payload_sha256 payload from audit.event where kind = 'lookup.outcome' and lookup_id = ${erased}`
  const before = await checkProof('before', BigInt(event?.id ?? 0))
  await before.check()

  // What the provider sent can be read, and is in no table in clear.
  const reply = Buffer.from((await findExchange(support, erased, 1, 'page'))?.responseBody ?? [])
  expect(reply.length).toBeGreaterThan(20)
  expect(await dump()).not.toContain(reply.toString('hex'))

  const { id } = await requestErasure(one, { playerId: 'p-erased', reason: 'asked by the player' })
  await approveErasure(two, { id, reason: 'checked' })

  const left = await findExchange(support, erased, 1, 'page').catch(() => null)
  expect(JSON.stringify(left)).not.toContain(JSON.stringify([...reply]).slice(1, -1))
  expect(left?.responseBody?.length ?? 0).not.toBe(reply.length)
  const keys = await owner<{ wrapped: Buffer | null }[]>`
    select wrapped from evidence_key where subject = 'p-erased'`
  expect(keys).toEqual([{ wrapped: null }])
  const others = await findExchange(support, other, 1, 'page')
  expect(Buffer.from(others?.responseBody ?? [])).toEqual(reply)

  expect(await verify()).toMatchObject({ outcome: 'intact', fault: null })
  // A proof from before and one made now.
  await before.check()
  const after = await checkProof('after', BigInt(event?.id ?? 0))
  const { stdout } = await after.check()
  expect(stdout).toContain(event?.id)

  // A key nulled by hand, which no event names, is found.
  await owner.unsafe(`alter table evidence_key disable trigger all;
    update evidence_key set wrapped = null, erased_at = now(), erasure_id = '${id}' where subject = 'p-other'`)
  expect(await verify()).toMatchObject({ outcome: 'tampered' })
})
