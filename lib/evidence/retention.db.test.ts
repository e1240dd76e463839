import postgres from 'postgres'
import { afterAll, expect, it, vi } from 'vitest'
import { openSql } from '#db/client.ts'
import { findHoles } from '#lib/audit/seal/holes.ts'
import { recordSome, sealAll, useOwnKeys, verifyOptions } from '#lib/audit/testing/sealed-record.ts'
import { checkRecord } from '#lib/audit/verify/verify.ts'
import { ask } from '#lib/lookups/ask.ts'
import { actorOf, openTestDesk } from '#lib/lookups/testing/desk.ts'
import { setHold } from './hold.ts'
import { runRetention } from './retention.ts'

useOwnKeys()
const desk = await openTestDesk()
const sql = openSql('statusdesk_app', 4)
const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => {} })
afterAll(async () => {
  vi.useRealTimers()
  await desk.close()
  await sql.end()
  await owner.end()
})

const manager = actorOf('manager')
const verify = async () => {
  await sealAll()
  return checkRecord(sql, await verifyOptions())
}
const intact = { outcome: 'intact', fault: null }
const count = async (what: string) => {
  const [row] = await owner.unsafe<{ count: number }[]>(`select count(*)::int count from ${what}`)
  return row?.count ?? 0
}
async function askAbout(
  playerId: string,
  transactionId: string,
  reason: string | null = null,
): Promise<string> {
  const questions = [{ connection: 'gr8-demo', input: { playerId, transactionId } }]
  const asked = await ask(actorOf('support'), { questions, reason, origin: 'desk' })
  await asked.settled
  return asked.lookups[0]?.id ?? ''
}
/** Lets retention believe that it is so long after a moment, by the clock of the database and that of the desk. */
async function moveClock(moment: string, later: string): Promise<void> {
  await owner.unsafe(`create or replace function retention_clock() returns timestamptz language sql stable as
    $$ select timestamptz '${moment}' + interval '${later}' $$`)
  const [row] = await owner<{ now: Date }[]>`select retention_clock() now`
  vi.useFakeTimers({ toFake: ['Date'], now: row?.now ?? new Date() })
}
async function now(): Promise<string> {
  const [row] = await owner<{ now: string }[]>`select clock_timestamp()::text now`
  return row?.now ?? ''
}
const runs = async () => {
  const rows = await owner<{ canon: Buffer }[]>`
    select canon from audit.event where kind = 'retention.run' order by id`
  return rows.map(({ canon }) => JSON.parse(canon.toString()).details)
}

it('drops what is due, keeps what is held, and leaves a record that verifies', async () => {
  await askAbout('p-old', 'sc-ok-1')
  const held = [
    await askAbout('p-held', 'string'),
    await askAbout('p-other', 'sc-held'),
    await askAbout('p-case', 'sc-case', 'case 7'),
  ]
  await setHold(manager, { subjectKind: 'player', subject: 'p-held', reason: 'court order 1' })
  await setHold(manager, { subjectKind: 'transaction', subject: 'sc-held', reason: 'court order 2' })
  await setHold(manager, { subjectKind: 'case', subject: 'case 7', reason: 'court order 3' })
  await recordSome(30)
  await sealAll()
  const boundary = await now()
  const young = await askAbout('p-young', 'sc-ok-1')
  await recordSome(5)
  expect(await verify()).toMatchObject(intact)
  const before = {
    evidence: await count('evidence'),
    events: await count('audit.event'),
    seals: await count('audit.seal'),
  }

  // Nothing is due yet: a run says so, and drops nothing.
  await runRetention()
  expect(await runs()).toMatchObject([
    { class: 'evidence', phase: 'done', counts: { evidence: '0' } },
    { class: 'record', phase: 'done', counts: { lookups: '0', events: '0' } },
  ])
  expect(await count('audit.event')).toBe(before.events + 2)

  // A year later the evidence is due, and nothing else.
  await moveClock(boundary, '12 months')
  await runRetention({ batchSize: 2 })
  expect(
    await count(`evidence e where not exists (select from lookup_outcome o
    where o.lookup_id = any ('{${[...held, young].join(',')}}') and (e.record_id = o.id or e.record_id = any (o.exchange_ids)))`),
  ).toBe(0)
  expect(await count('evidence')).toBeGreaterThan(3)
  expect(await count('evidence')).toBeLessThan(before.evidence)
  expect(await count('lookup')).toBe(5)
  expect(await verify()).toMatchObject(intact)

  // Evidence that is younger than that must be there.
  await owner.unsafe(`alter table evidence disable trigger all; create table kept as select * from evidence;
    delete from evidence e using lookup_outcome o where o.lookup_id = '${young}' and e.record_id = any (o.exchange_ids)`)
  const [event] = await owner<{ id: string }[]>`
    select id::text from audit.event where kind = 'lookup.outcome' and lookup_id = ${young}`
  expect(await verify()).toMatchObject({ outcome: 'tampered', fault: { eventId: event?.id } })
  await owner.unsafe(`delete from evidence; insert into evidence select * from kept; drop table kept;
    alter table evidence enable always trigger append_only`)
  expect(await verify()).toMatchObject(intact)

  // Five years later look-ups and events are.
  await moveClock(boundary, '60 months')
  await runRetention({ batchSize: 7 })
  const left = await owner<{ id: string }[]>`select id from lookup order by id`
  expect(left.map(({ id }) => id).toSorted()).toEqual([...held, young].toSorted())
  expect(await count(`audit.event where kind = 'lookup.intent'`)).toBe(4)
  expect(await count(`audit.event where kind = 'hold.set'`)).toBe(3)
  expect(await count(`audit.event where kind = 'seal.began'`)).toBe(1)
  expect(await count(`audit.event where kind = 'token.created' and recorded_at < '${boundary}'`)).toBe(0)
  expect(await count(`audit.event where kind = 'token.created'`)).toBe(2)
  expect(await count('audit.seal')).toBeGreaterThan(before.seals)
  const [done] = (await runs()).filter((run) => run.class === 'record').slice(-1)
  expect(done).toMatchObject({ phase: 'done', counts: { lookups: '1', exchanges: '1', held: '3' } })
  expect(Number(done.counts.events)).toBeGreaterThan(30)
  const result = await verify()
  expect(result).toMatchObject(intact)
  expect(result.notices).toContain(
    `Retention dropped ${done.counts.events} sealed events; their seals stand.`,
  )
  // What was dropped is no writer's lost number.
  expect(await findHoles(sql, 'all')).toEqual([])

  // And the record goes on.
  await askAbout('p-young', 'sc-ok-2')
  await recordSome(3)
  expect(await verify()).toMatchObject(intact)
  await runRetention()
  expect(await verify()).toMatchObject(intact)
})

it('runs once at a time', async () => {
  const ended = await count(`audit.event where kind = 'retention.run'`)
  await Promise.all([runRetention(), runRetention(), runRetention()])
  const more = (await count(`audit.event where kind = 'retention.run'`)) - ended
  expect(more % 2).toBe(0)
  const holder = postgres(process.env['DATABASE_URL'] ?? '', { max: 1 })
  await holder`select pg_advisory_lock(7238197)`
  const before = await count('audit.event')
  await runRetention()
  await holder.end()
  expect(await count('audit.event')).toBe(before)
})

it('does not hide a row that somebody else deleted', async () => {
  for (const table of ['audit.event', 'evidence', 'lookup', 'lookup_outcome'])
    await owner.unsafe(`alter table ${table} disable trigger all`)
  const tampered = async (statement: string) => {
    const result = await checkRecord(sql, await verifyOptions())
    expect(result).toMatchObject(intact)
    await owner.unsafe(statement)
    return checkRecord(sql, await verifyOptions())
  }
  const keep = async (table: string, statement: string) => {
    await owner.unsafe(`create table kept as select * from ${table}`)
    const result = await tampered(statement)
    await owner.unsafe(
      `delete from ${table}; insert into ${table} overriding system value select * from kept; drop table kept`,
    )
    return result
  }
  await verify()
  // The first event that retention left behind the head.
  const [first] = await owner<{ id: string }[]>`
    select e.id::text from audit.event e join audit.seal s on s.event_id = e.id
    where s.leaf_index >= (select max((convert_from(canon, 'UTF8')::jsonb #>> '{details,leaves}')::bigint)
      from audit.event where kind = 'retention.run')
    order by s.leaf_index limit 1`
  const id = first?.id ?? ''
  expect(await keep('audit.event', `delete from audit.event where id = ${id}`)).toMatchObject({
    outcome: 'tampered',
    fault: { eventId: id },
  })
  // Below it: an event that retention says it left, and evidence that a hold keeps.
  const [old] = await owner<
    { id: string }[]
  >`select min(id)::text id from audit.event where kind = 'seal.began'`
  expect(await keep('audit.event', `delete from audit.event where id = ${old?.id ?? ''}`)).toMatchObject({
    outcome: 'tampered',
    fault: { text: 'events that retention says it left are missing' },
  })
  for (const player of ['p-held', 'p-other', 'p-case']) {
    const [asked] = await owner<{ id: string }[]>`
      select e.id::text from audit.event e where kind = 'lookup.outcome' and player_id = ${player}`
    const statement = `delete from evidence e using lookup_outcome o join lookup l on l.id = o.lookup_id
      where l.player_id = '${player}' and e.record_id = any (o.exchange_ids)`
    expect(await keep('evidence', statement)).toMatchObject({
      outcome: 'tampered',
      fault: { eventId: asked?.id, text: 'evidence that is under legal hold is missing' },
    })
  }
  // What would have let more go, forged by who has no key, or its bound moved.
  const forge = `insert into audit.event (id, xid, recorded_at, db_role, writer_id, writer_seq, kind, actor_id, canon, mac, leaf_hash)
    overriding system value select 900000, pg_current_xact_id(), now(), db_role, gen_random_uuid(), 1, kind, actor_id,
      regexp_replace(convert_from(canon, 'UTF8'), '"leaves":"\\d+"', '"leaves":"9999"')::bytea, mac, leaf_hash
    from audit.event where kind = 'retention.run' order by id desc limit 1`
  expect(await keep('audit.event', `${forge}; delete from audit.event where id = ${id}`)).toMatchObject({
    outcome: 'tampered',
  })
})
