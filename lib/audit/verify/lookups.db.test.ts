import postgres from 'postgres'
import { afterAll, expect, it } from 'vitest'
import { openSql } from '#db/client.ts'
import { sealAll, useOwnKeys, verifyOptions } from '#lib/audit/testing/sealed-record.ts'
import { ask } from '#lib/lookups/ask.ts'
import { actorOf, openTestDesk } from '#lib/lookups/testing/desk.ts'
import { checkRecord } from './verify.ts'

useOwnKeys()
const desk = await openTestDesk()
const sql = openSql('statusdesk_app', 4)
const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => {} })
afterAll(async () => {
  await desk.close()
  await sql.end()
  await owner.end()
})

it(
  'finds look-ups, outcomes and evidence that are not as their events say',
  { timeout: 60_000 },
  async () => {
    const about = (transactionId: string) => ({
      connection: 'gr8-demo',
      input: { playerId: 'p', transactionId },
    })
    const questions = [
      about('sc-ok-1'),
      about('string'),
      { ...about('sc-ok-2'), input: { playerId: 'q', transactionId: 'sc-ok-2' } },
    ]
    const asked = await ask(actorOf('support'), {
      questions,
      reason: null,
      origin: 'desk',
    })
    await asked.settled
    await sealAll()
    const options = await verifyOptions()
    const verify = () => checkRecord(sql, options)
    expect(await verify()).toMatchObject({ outcome: 'intact', fault: null })

    for (const table of tables)
      await owner.unsafe(
        `alter table ${table} disable trigger all; create table kept_${table} as select * from ${table}`,
      )
    const [lookup, outcome] = await Promise.all(
      ['lookup.intent', 'lookup.outcome'].map(async (kind) => {
        const [row] = await owner<{ id: string }[]>`select e.id::text from audit.event e
            where kind = ${kind} and transaction_id = 'sc-ok-1'`
        return row?.id
      }),
    )
    const columns = await owner<{ name: string }[]>`
      select column_name as name from information_schema.columns where table_name = 'lookup' and table_schema = 'public'`
    expect(Object.keys(changes.lookup).toSorted()).toEqual(columns.map(({ name }) => name).toSorted())
    const first = `(select id from lookup_outcome where lookup_id = (select lookup_id from audit.event where id = ${outcome}))`
    const called = `(select exchange_ids[1] from lookup_outcome where id = ${first})`
    const attacks: readonly (readonly [statement: string, eventId: string | null | undefined])[] = [
      [`delete from lookup where id = (select lookup_id from audit.event where id = ${lookup})`, lookup],
      [`delete from lookup_outcome where id = ${first}`, outcome],
      [
        `insert into lookup select gen_random_uuid(), l.request_id, 9, l.board_id, l.connection_id, l.provider, l.input, l.transaction_id,
      l.player_id, l.round_id, l.game_id, l.reason, l.origin, l.asked_by, l.asked_at, l.deadline_at from lookup l limit 1`,
        null,
      ],
      [`update lookup_outcome set amounts = '[]', balances = '[]' where id = ${first}`, outcome],
      [`update lookup_outcome set provider_code = 'PAID' where id = ${first}`, outcome],
      [`delete from evidence where record_id = ${called}`, outcome],
      [`delete from evidence where record_id = ${called} and n = 1`, outcome],
      [`delete from exchange where id = ${called}`, outcome],
      [`update exchange set lookup_ids = array[gen_random_uuid()] where id = ${called}`, outcome],
      [
        `insert into evidence select gen_random_uuid(), n, key_id, sealed from evidence where record_id = ${called}`,
        null,
      ],
      [
        `insert into evidence select record_id, n + 9, key_id, sealed from evidence where record_id = ${called}`,
        outcome,
      ],
      [
        `insert into exchange select gen_random_uuid(), connection_id, method, url, http_version, status, started_at, duration_ms,
      fault, phase, fault_text, request_headers, request_body, response_headers, response_body, response_bytes, received_sha256,
      stored_sha256, digest_version, lookup_ids, evidence_sha256, record_sha256 from exchange where id = ${called}`,
        null,
      ],
      ...changesOf('lookup', lookup, `id = (select lookup_id from audit.event where id = ${lookup})`),
      ...changesOf('exchange', outcome, `id = ${called}`),
      ...changesOf('evidence', outcome, `record_id = ${called} and n = 1`),
      ...changesOf('evidence_key', null, `subject = 'p'`),
    ]
    for (const [statement, eventId] of attacks) {
      await owner.unsafe(statement)
      const found = eventId === null ? { outcome: 'tampered' } : { outcome: 'tampered', fault: { eventId } }
      expect(await verify(), statement).toMatchObject(found)
      for (const table of tables.toReversed()) await owner.unsafe(`delete from ${table}`)
      for (const table of tables) await owner.unsafe(`insert into ${table} select * from kept_${table}`)
    }
    expect(await verify()).toMatchObject({ outcome: 'intact' })

    /** Every column of a row, changed by itself. */
    function changesOf(table: Changed, eventId: string | null | undefined, where: string) {
      return Object.entries(changes[table]).map(
        ([column, value]) => [`update ${table} set ${column} = ${value} where ${where}`, eventId] as const,
      )
    }
  },
)

const tables = ['lookup', 'lookup_outcome', 'exchange', 'evidence_key', 'evidence']

const flipped = (column: string, at: number) => `set_byte(${column}, ${at}, get_byte(${column}, ${at}) # 1)`
const changes = {
  lookup: {
    id: 'gen_random_uuid()',
    request_id: 'gen_random_uuid()',
    ordinal: 'ordinal + 1',
    board_id: 'gen_random_uuid()',
    connection_id: `'other'`,
    provider: `'other'`,
    input: `input || '{"transactionId": "sc-ok-1 "}'`,
    transaction_id: `'sc-ok-2'`,
    player_id: `'q'`,
    round_id: `'r'`,
    game_id: `''`,
    reason: `'curiosity'`,
    origin: `'api'`,
    asked_by: `'somebody'`,
    asked_at: `asked_at + interval '1 microsecond'`,
    deadline_at: `deadline_at - interval '1 microsecond'`,
  },
  exchange: {
    id: 'gen_random_uuid()',
    connection_id: `'other'`,
    method: `'PUT'`,
    http_version: `'3'`,
    status: '201',
    started_at: `started_at + interval '1 microsecond'`,
    duration_ms: 'duration_ms + 1',
    fault: `'timeout'`,
    phase: `'send'`,
    response_bytes: 'response_bytes + 1',
    digest_version: '1, record_sha256 = null',
    lookup_ids: 'lookup_ids || lookup_ids',
    evidence_sha256: flipped('evidence_sha256', 3),
    record_sha256: flipped('record_sha256', 3),
  },
  evidence: {
    record_id: 'gen_random_uuid()',
    n: '7',
    key_id: `(select id from evidence_key k where k.id <> evidence.key_id limit 1)`,
    sealed: flipped('sealed', 20),
  },
  evidence_key: {
    id: 'gen_random_uuid()',
    subject_kind: `'connection'`,
    subject: `'another'`,
    master_key_id: `'0123456789abcdef'`,
    wrapped: flipped('wrapped', 20),
    beside: 'gen_random_uuid()',
    created_at: `created_at + interval '1 microsecond'`,
    erased_at: 'now(), wrapped = null',
    erasure_id: `gen_random_uuid(), erased_at = now(), wrapped = null`,
  },
} as const
type Changed = keyof typeof changes
