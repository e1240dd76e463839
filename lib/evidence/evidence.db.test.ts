import { once } from 'node:events'
import { createServer } from 'node:http'
import { mkdtempSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { closeConnections } from '#lib/connections/open.ts'
import { ask } from '#lib/lookups/ask.ts'
import { findExchange } from '#lib/lookups/evidence.ts'
import { findLookup } from '#lib/lookups/read.ts'
import { sealRecorded } from '#lib/lookups/seal-recorded.ts'
import { actorOf } from '#lib/lookups/testing/desk.ts'
import { newKey, readInProcess, rewrap } from './testing/in-process.ts'

const canary = 'Canary Müller+49/151'
const finance = actorOf('finance')
const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => {} })

/** FUNGAMESS with a word about each player: answers every row it is asked about. */
const provider = createServer(async (request, response) => {
  const asked = JSON.parse(Buffer.concat(await request.toArray()).toString())
  const transactions = asked.transactions.map((row: Readonly<Record<string, unknown>>) => ({
    ...row,
    status: 1,
    statusMessage: `${canary} of ${row['userId']}`,
    odd: canary,
  }))
  response.setHeader('x-player', encodeURIComponent(canary))
  response.end(JSON.stringify({ status: true, result: { transactions } }))
})

beforeAll(async () => {
  provider.listen(0, '127.0.0.1')
  await once(provider, 'listening')
  const { port } = addressOf(provider.address())
  const file = join(mkdtempSync(join(tmpdir(), 'statusdesk-evidence-')), 'connections.json')
  const connection = {
    id: 'fun',
    provider: 'fungamess',
    label: 'Fun',
    environment: 'demo',
    baseUrl: `http://127.0.0.1:${port}/`,
    settings: { headers: {} },
    allowAddresses: ['127.0.0.0/8'],
  }
  writeFileSync(file, JSON.stringify({ connections: [connection] }))
  process.env['CONNECTIONS_FILE'] = file
  process.env['STATUSDESK_SECRET'] = 'a secret of tests that is long enough'
  for (const table of ['evidence', 'evidence_key', 'exchange', 'lookup_outcome'])
    await owner.unsafe(`alter table ${table} disable trigger append_only`)
})
afterAll(async () => {
  await closeConnections()
  provider.close()
  await owner.end()
})

it('keeps nothing of what a provider says of a player in clear, anywhere', async () => {
  const [id = ''] = await askAbout(['71'])
  const view = await findLookup(finance, id)
  expect(view?.providerStatus.text).toBe(`${canary} of 71`)
  expect(view?.notices.map(({ text }) => text).join()).toContain('odd')
  const exchange = await findExchange(finance, id, 1, 'page')
  expect(Buffer.from(exchange?.responseBody ?? '').toString()).toContain(canary)

  const dump = await dumpDatabase()
  expect(dump).toContain(id)
  const bytes = Buffer.from(canary)
  const spellings = [
    canary,
    bytes.toString('hex'),
    encodeURIComponent(canary),
    JSON.stringify(canary).slice(1, -1),
    // Base64 of the middle, for each place in a group of three.
    ...[0, 1, 2].map((cut) => bytes.subarray(cut, cut + 12).toString('base64')),
    Buffer.from(encodeURIComponent(canary)).toString('hex'),
  ]
  for (const spelling of spellings) expect(dump.includes(spelling), spelling).toBe(false)
})

it('keeps each row of a shared call under its own player, and leaves the others exact when one is erased', async () => {
  const ids = await askAbout(['81', '82', '83'])
  const before = await readAll(ids[1] ?? '')
  expect(before.missing).toEqual({ request: 0, reply: 0 })
  const erased = before.reply.match(/\{"userId":82[^}]*\}/)?.[0] ?? ''
  expect(JSON.parse(erased)).toMatchObject({ userId: 82 })

  await owner`update evidence_key set wrapped = null, erased_at = now() where subject_kind = 'player' and subject = '82'`
  for (const id of ids) {
    const { reply, request, missing } = await readAll(id)
    expect(reply).toBe(before.reply.replace(erased, `[erased: ${Buffer.byteLength(erased)} bytes]`))
    expect(request).toMatch(/^\{"transactions":\[\{"userId":81,[^}]*\},\[erased: \d+ bytes\],\{"userId":83,/)
    expect(missing.reply).toBe(Buffer.byteLength(erased))
  }
  const view = await findLookup(finance, ids[1] ?? '')
  expect(view).toMatchObject({ status: 'succeeded', providerStatus: { code: '1', text: '[erased]' } })
  expect(view?.notices[0]?.text).toContain('erased')
  expect((await findLookup(finance, ids[0] ?? ''))?.providerStatus.text).toBe(`${canary} of 81`)

  const [again = ''] = await askAbout(['82'])
  expect((await readAll(again)).reply).toContain(canary)
})

it('seals what was recorded in clear, and leaves what its event says as it is', async () => {
  const ids = await askAbout(['61', '62'])
  const sealed = await readAll(ids[0] ?? '')
  await owner`update exchange x set digest_version = 1, evidence_sha256 = null, record_sha256 = null, lookup_ids = null,
      url = 'https://fun.test/', request_headers = '[]', response_headers = '[]', request_body = ${Buffer.from(sealed.request)},
      response_body = ${Buffer.from(sealed.reply)}, stored_sha256 = encode(sha256(${Buffer.from(sealed.reply)}), 'hex')
    where x.id in (select unnest(exchange_ids) from lookup_outcome where lookup_id = ${ids[0] ?? ''})`
  await owner`update lookup_outcome set digest_version = 1, words_sha256 = null, provider_text = ${canary},
    notices = '[{"kind": "drift", "text": "odd"}]' where lookup_id = ${ids[0] ?? ''}`
  await owner`delete from evidence v where v.record_id in (
    select unnest(exchange_ids || id) from lookup_outcome where lookup_id = ${ids[0] ?? ''})`
  expect(await dumpDatabase()).toContain(canary)
  expect(await findLookup(finance, ids[0] ?? '')).toMatchObject({ providerStatus: { text: canary } })
  expect(await readAll(ids[0] ?? '')).toEqual(sealed)

  expect(await sealRecorded()).toBe(2)
  expect(await sealRecorded()).toBe(0)
  expect(await dumpDatabase()).not.toContain(canary)
  expect(await readAll(ids[1] ?? '')).toEqual(sealed)
  expect(await findLookup(finance, ids[0] ?? '')).toMatchObject({
    providerStatus: { text: canary },
    notices: [{ kind: 'drift', text: 'odd' }],
  })
  const [exchange] =
    await owner`select url, response_body, stored_sha256 from exchange where digest_version = 1`
  expect(exchange).toMatchObject({ url: null, response_body: null, stored_sha256: expect.any(String) })
})

it('opens a row nowhere but where it was sealed', async () => {
  const [one = '', other = ''] = [...(await askAbout(['91'])), ...(await askAbout(['91']))]
  const exchangeOf = (id: string) => owner`select exchange_ids[1] from lookup_outcome where lookup_id = ${id}`
  expect((await findExchange(finance, one, 1, 'page'))?.state).toBe('kept')
  await owner`update evidence e set sealed = o.sealed from evidence o
    where e.record_id = (${exchangeOf(one)}) and o.record_id = (${exchangeOf(other)}) and e.n = o.n`
  expect(await findExchange(finance, one, 1, 'page')).toMatchObject({
    state: 'altered',
    url: '[altered since it was recorded]',
    responseBody: null,
  })
  // Nor as the exchange of another look-up.
  await owner`update lookup_outcome set exchange_ids = array[(${exchangeOf(other)})] where lookup_id = ${one}`
  expect((await findExchange(finance, one, 1, 'page'))?.state).toBe('altered')
})

it('wraps keys anew, and goes on where it was killed', { timeout: 60_000 }, async () => {
  const [id = ''] = await askAbout(['95'])
  await askAbout(Array.from({ length: 40 }, (_, n) => String(1000 + n)))
  const under = async () =>
    owner<{ id: string; keys: number }[]>`
      select master_key_id as id, count(*)::int as keys from evidence_key where erased_at is null group by 1 order by 2 desc`
  const [before] = await under()

  const killed = await rewrap({ BATCH: '7', KILL_AFTER: '2' })
  expect(killed).toBe('SIGKILL')
  const halfway = await under()
  expect(halfway.map(({ keys }) => keys).toSorted((a, b) => a - b)).toEqual([14, (before?.keys ?? 0) - 14])
  expect(await rewrap({ BATCH: '7' })).toBe(0)
  const after = await under()
  expect(after).toEqual([{ id: expect.not.stringMatching(before?.id ?? ''), keys: before?.keys }])
  const events = await owner`select kind from audit.event where kind = 'evidence.rewrapped'`
  expect(events).toHaveLength(1)

  expect((await readInProcess(id, { EVIDENCE_KEY: newKey })).trim()).toBe('kept')
  expect((await readInProcess(id, {})).trim()).toBe('locked')
})

/** One call about a transaction of each of these users. */
async function askAbout(users: readonly string[]): Promise<readonly string[]> {
  const questions = users.map((userId) => ({
    connection: 'fun',
    input: { userId, transactionId: `tx-${userId}`, gameId: '5' },
  }))
  const asked = await ask(finance, { questions, reason: null, origin: 'desk' })
  await asked.settled
  return asked.lookups.map(({ id }) => id)
}

async function readAll(id: string) {
  const exchange = await findExchange(finance, id, 1, 'page')
  if (!exchange) throw new Error(`There is no exchange of ${id}.`)
  const text = (body: Uint8Array | null) => Buffer.from(body ?? '').toString()
  return {
    request: text(exchange.requestBody),
    reply: text(exchange.responseBody),
    missing: exchange.missing,
  }
}

/** Every row of every table as text, bytes as hex, and bytes that are text as text beside it. */
async function dumpDatabase(): Promise<string> {
  const tables = await owner<{ name: string }[]>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`
  const texts = await Promise.all(
    tables.map(async ({ name }) =>
      (await owner.unsafe(`select t::text as row from ${name} t`)).map(({ row }) => row),
    ),
  )
  const rows = texts.flat().join('\n')
  const bytes = [...rows.matchAll(/\\x([0-9a-f]+)/g)].map(([, hex = '']) =>
    Buffer.from(hex, 'hex').toString(),
  )
  return `${rows}\n${bytes.join('\n')}`
}

function addressOf(address: string | AddressInfo | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return address
}
