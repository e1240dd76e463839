import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import type { Actor } from '#lib/access/actor.ts'
import { findProblem } from '#lib/access/problem.ts'
import { useOwnKeys } from '#lib/audit/testing/sealed-record.ts'
import { actorOf } from '#lib/lookups/testing/desk.ts'
import { insertLookup } from './testing/insert-lookup.ts'
import { signInManager } from './testing/managers.ts'
import { listErasures, previewErasure } from './erasure-list.ts'
import { approveErasure, refuseErasure, requestErasure, withdrawErasure } from './erasure.ts'
import { liftHold, setHold } from './hold.ts'
import { openKeys } from './keys.ts'

process.env['STATUSDESK_SECRET'] = 'a secret of the tests, long enough'
useOwnKeys()

const reason = 'asked by the player, ticket 12'
let one: Actor
let two: Actor
const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => {} })
beforeAll(async () => {
  one = await signInManager()
  two = await signInManager()
})
beforeEach(async () => {
  await getSql()`update session set confirmed_at = now()`.catch(() => null)
})
afterAll(() => owner.end())

const problemOf = async (doing: Promise<unknown>) => doing.then(() => null, findProblem)
const livingKeys = async (subject: string) => {
  const rows = await getSql()<{ wrapped: Buffer | null }[]>`
    select wrapped from evidence_key where subject = ${subject}`
  return rows.filter(({ wrapped }) => wrapped !== null).length
}
const lastEvent = async (kind: string) => {
  const [row] = await getSql()<{ canon: Buffer }[]>`
    select canon from audit.event where kind = ${kind} order by id desc limit 1`
  return row && JSON.parse(row.canon.toString())
}
/** Somebody nobody has asked about, with a key of their own. */
async function newPlayer(): Promise<string> {
  const playerId = `player-${randomUUID()}`
  await openKeys([{ kind: 'player', id: playerId }])
  return playerId
}

it('erases the keys of a player and of the transactions that are the player’s, and names them', async () => {
  const playerId = await newPlayer()
  const other = await newPlayer()
  const transaction = `t-${randomUUID()}`
  const board = randomUUID()
  await insertLookup(owner, { connection: 'gr8', transaction, playerId, board })
  await insertLookup(owner, { connection: 'fizzy', transaction, playerId: null, board })
  await insertLookup(owner, { connection: 'fungamess', transaction, playerId: null })
  const subjects = [`gr8 ${transaction}`, `fizzy ${transaction}`, `fungamess ${transaction}`]
  const ring = await openKeys(subjects.map((id) => ({ kind: 'transaction' as const, id })))

  expect(await previewErasure(one, { playerId })).toMatchObject({
    lookups: 2,
    transactions: 1,
    keys: 3,
    holds: [],
  })
  const { id } = await requestErasure(one, { playerId, reason })
  expect(await livingKeys(playerId)).toBe(1)
  await approveErasure(two, { id, reason: 'checked' })

  expect(await Promise.all([playerId, ...subjects, other].map(livingKeys))).toEqual([0, 0, 0, 1, 1])
  const event = await lastEvent('evidence.erased')
  expect(event).toMatchObject({
    actor_id: two.id,
    object_type: 'erasure',
    object_id: id,
    player_id: playerId,
    reason: 'checked',
    details: { requested_by: one.id },
  })
  expect(event.details.key_ids).toHaveLength(3)
  expect(event.details.key_ids).toContain(ring.get(`transaction fizzy ${transaction}`)?.id)
  const [listed] = (await listErasures(one)).filter((erasure) => erasure.id === id)
  expect(listed).toMatchObject({ decision: 'approved', keys: 3, decidedByName: two.name })
  // Who is asked about again gets a new key, and the old one stays gone.
  await openKeys([{ kind: 'player', id: playerId }])
  expect(await livingKeys(playerId)).toBe(1)
})

describe('an erasure is refused', () => {
  it('to who asked for it', async () => {
    const playerId = await newPlayer()
    const { id } = await requestErasure(one, { playerId, reason })
    expect(await problemOf(approveErasure(one, { id, reason }))).toMatchObject({ kind: 'conflict' })
    expect(await problemOf(refuseErasure(one, { id, reason }))).toMatchObject({ kind: 'conflict' })
    expect(await lastEvent('access.denied')).toMatchObject({
      actor_id: one.id,
      object_id: id,
      result: 'denied',
    })
    expect(await livingKeys(playerId)).toBe(1)
  })

  it.each(['support', 'finance', 'admin'] as const)('to %s, who lacks the capability', async (role) => {
    const playerId = await newPlayer()
    const { id } = await requestErasure(one, { playerId, reason })
    const denied = { kind: 'denied', capability: 'evidence.erase' }
    for (const doing of [approveErasure, refuseErasure, withdrawErasure])
      expect(await problemOf(doing(actorOf(role), { id, reason }))).toMatchObject(denied)
    expect(await problemOf(requestErasure(actorOf(role), { playerId, reason }))).toMatchObject(denied)
    expect(await problemOf(previewErasure(actorOf(role), { playerId }))).toMatchObject(denied)
    expect(await problemOf(listErasures(actorOf(role)))).toMatchObject(denied)
    expect(await livingKeys(playerId)).toBe(1)
  })

  it('to a token and to the command line, which are nobody', async () => {
    const playerId = await newPlayer()
    const { id } = await requestErasure(one, { playerId, reason })
    for (const kind of ['token', 'cli'] as const)
      expect(await problemOf(approveErasure({ ...two, kind }, { id, reason }))).toMatchObject({
        kind: 'conflict',
      })
    expect(await livingKeys(playerId)).toBe(1)
  })

  it('to who gave the password too long ago', async () => {
    const playerId = await newPlayer()
    const { id } = await requestErasure(one, { playerId, reason })
    await getSql()`update session set confirmed_at = now() - interval '11 minutes' where person_id = ${two.id}`
    for (const doing of [approveErasure, refuseErasure, withdrawErasure])
      expect(await problemOf(doing(two, { id, reason }))).toMatchObject({ kind: 'stale_sign_in' })
    expect(await problemOf(requestErasure(two, { playerId, reason }))).toMatchObject({
      kind: 'stale_sign_in',
    })
    expect(await livingKeys(playerId)).toBe(1)
  })

  it.each(['player', 'transaction', 'case'] as const)('under a legal hold on a %s', async (subjectKind) => {
    const playerId = await newPlayer()
    const subjects = { player: playerId, transaction: `t-${randomUUID()}`, case: `case ${randomUUID()}` }
    await insertLookup(owner, {
      connection: 'gr8',
      transaction: subjects.transaction,
      playerId,
      reason: subjects.case,
    })
    const { id } = await requestErasure(one, { playerId, reason })
    const subject = subjects[subjectKind]
    const hold = await setHold(one, { subjectKind, subject, reason: 'court order 5' })
    expect(await problemOf(approveErasure(two, { id, reason }))).toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining('legal hold'),
    })
    expect(await problemOf(setHold(two, { subjectKind, subject, reason }))).toMatchObject({
      kind: 'conflict',
    })
    expect((await previewErasure(one, { playerId })).holds).toMatchObject([{ id: hold.id }])
    await withdrawErasure(one, { id, reason })
    expect(await problemOf(requestErasure(one, { playerId, reason }))).toMatchObject({
      message: expect.stringContaining('legal hold'),
    })
    expect(await livingKeys(playerId)).toBe(1)

    await liftHold(two, { id: hold.id, reason: 'court lifted it' })
    expect(await problemOf(liftHold(two, { id: hold.id, reason }))).toMatchObject({ kind: 'conflict' })
    const again = await requestErasure(one, { playerId, reason })
    await approveErasure(two, { id: again.id, reason })
    expect(await livingKeys(playerId)).toBe(0)
  })

  it('twice: asked again while it waits, decided again once it is decided, and where nothing is left', async () => {
    const playerId = await newPlayer()
    const { id } = await requestErasure(one, { playerId, reason })
    expect(await problemOf(requestErasure(two, { playerId, reason }))).toMatchObject({
      message: expect.stringContaining('waits'),
    })
    expect(await problemOf(withdrawErasure(two, { id, reason }))).toMatchObject({ kind: 'conflict' })
    await approveErasure(two, { id, reason })
    for (const doing of [approveErasure, refuseErasure])
      expect(await problemOf(doing(two, { id, reason }))).toMatchObject({
        message: 'This was decided already.',
      })
    expect(await problemOf(requestErasure(one, { playerId, reason }))).toMatchObject({
      message: expect.stringContaining('Nothing is kept'),
    })
  })

  it('by a second person, with an event', async () => {
    const playerId = await newPlayer()
    const { id } = await requestErasure(one, { playerId, reason })
    await refuseErasure(two, { id, reason: 'still in dispute' })
    expect(await lastEvent('erasure.refused')).toMatchObject({
      actor_id: two.id,
      object_id: id,
      player_id: playerId,
    })
    expect(await livingKeys(playerId)).toBe(1)
  })
})

it('of two who approve at once one wins, and one event says so', async () => {
  const three = await signInManager()
  const playerId = await newPlayer()
  const { id } = await requestErasure(one, { playerId, reason })
  const tries = await Promise.allSettled([two, three].map((actor) => approveErasure(actor, { id, reason })))
  expect(tries.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const events = await getSql()`select from audit.event where kind = 'evidence.erased' and object_id = ${id}`
  expect(events).toHaveLength(1)
})

it('is not granted to the role of the app by itself', async () => {
  const playerId = await newPlayer()
  for (const statement of [
    'delete from evidence',
    'truncate evidence',
    `update evidence set sealed = ''`,
    'delete from evidence_key',
    `update evidence_key set wrapped = null, erased_at = now() where subject = '${playerId}'`,
    `set statusdesk.changes to 'DELETE public.evidence,DELETE audit.event'; delete from evidence; delete from audit.event`,
    'delete from audit.event',
    'delete from audit.seal',
    'delete from lookup',
    'delete from lookup_outcome',
    'delete from exchange',
    `insert into legal_hold (id, subject_kind, subject, reason, set_by) values (gen_random_uuid(), 'player', 'p', 'r', 'b')`,
    'delete from legal_hold',
    `update legal_hold set lifted_at = now(), lifted_by = 'b', lift_reason = 'r'`,
    `insert into erasure (id, player_id, reason, requested_by) values (gen_random_uuid(), 'p', 'r', 'b')`,
    `update erasure set decision = 'approved'`,
    'alter table evidence disable trigger all',
    `create or replace function retention_clock() returns timestamptz language sql as 'select now()'`,
    // Young, and announced by nobody.
    `select drop_evidence(now() - interval '2 months', 10)`,
    `select drop_evidence(now() - interval '13 months', 10)`,
    `select drop_record(now() - interval '11 months', 0, 10)`,
    `select drop_record(now() - interval '6 years', 0, 10)`,
  ])
    await expect(getSql().unsafe(statement).simple(), statement).rejects.toThrow(
      /permission denied|append-only|must be owner|cannot be dropped|no event says/,
    )
  expect(await livingKeys(playerId)).toBe(1)
})

it.each(['evidence', 'evidence_key', 'legal_hold', 'erasure'])(
  '%s is append-only for its owner too',
  async (table) => {
    for (const statement of [`delete from ${table}`, `truncate ${table} cascade`])
      await expect(owner.unsafe(statement)).rejects.toThrow('append-only')
  },
)
