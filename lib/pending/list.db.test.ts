import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { actorOf } from '#lib/lookups/testing/desk.ts'
import { type PendingFilter, pendingFilter } from './filter.ts'
import { listPending } from './list.ts'
import { amountOf, tell as tellAs, type Told } from './testing/tell.ts'

const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => {} })
afterAll(() => owner.end())
const finance = actorOf('finance')
const tell = (transactionId: string | null, told: Partial<Told>) =>
  tellAs(owner, transactionId, { connection: here, ...told })
const pending = { status: 'pending' } as const
const list = (filter: PendingFilter = {}, size = 50) =>
  listPending(finance, { connection: here, ...filter }, size)
const idsOf = async (filter: PendingFilter = {}) =>
  (await list(filter)).data.map(({ transactionId }) => transactionId)

/** Of the test that runs: nothing can be taken out of the record, so each asks at connections of its own. */
let here = ''
beforeEach(() => {
  here = `c-${randomUUID().slice(0, 8)}`
})

it('holds what was told not to be final, and what may be processing', async () => {
  await tell('pending', { ...pending, hoursAgo: 5 })
  await tell('timed out', { status: 'timed_out', final: false, hoursAgo: 4 })
  await tell('perhaps', { absence: 'not_found_or_processing', hoursAgo: 3 })
  await tell('done', { status: 'succeeded' })
  await tell('unknown', { status: 'unknown', final: null })
  await tell('gone', { absence: 'not_found' })
  await tell('fault', { fault: 'timeout' })
  await tell(null, pending)
  expect(await idsOf()).toEqual(['pending', 'timed out', 'perhaps'])
  expect((await list()).count).toBe(3)
})

it('lets go of what was answered otherwise since, and of nothing else', async () => {
  for (const id of ['settled', 'not there', 'again', 'fault', 'cut off', 'expired', 'left out', 'late'])
    await tell(id, { ...pending, hoursAgo: 9 })
  await tell('settled', { status: 'succeeded', hoursAgo: 8 })
  await tell('not there', { absence: 'not_found', hoursAgo: 8 })
  const again = await tell('again', { ...pending, hoursAgo: 8 })
  await tell('fault', { fault: 'timeout', hoursAgo: 8 })
  await tell('cut off', { hoursAgo: 8 })
  await tell('expired', { absence: 'expired', hoursAgo: 8 })
  await tell('left out', { absence: 'not_in_answer', hoursAgo: 8 })
  await tell('late', { status: 'succeeded', late: true, hoursAgo: 8 })
  const { data } = await list()
  expect(data.map(({ transactionId }) => transactionId).toSorted()).toEqual(
    ['again', 'fault', 'cut off', 'expired', 'left out', 'late'].toSorted(),
  )
  const rowOf = (id: string) => data.find(({ transactionId }) => transactionId === id)
  expect(rowOf('again')).toMatchObject({ id: again, inVain: null, askedByName: 'person-1' })
  expect(rowOf('fault')).toMatchObject({ status: 'pending', inVain: { outcome: 'fault', fault: 'timeout' } })
  expect(rowOf('late')).toMatchObject({ inVain: { outcome: null, fault: null } })
  await tell('fault', { status: 'succeeded', hoursAgo: 7 })
  expect(await idsOf()).not.toContain('fault')
  // What is told last counts, not what is worse.
  await tell('settled', { ...pending, hoursAgo: 6 })
  expect(await idsOf()).toContain('settled')
})

it('does not take a late word for open', async () => {
  await tell('late', { ...pending, late: true })
  expect(await list()).toMatchObject({ count: 0, lines: [], data: [], nextCursor: null })
})

it('keeps connections apart', async () => {
  const elsewhere = `${here}-too`
  await tell('same', { ...pending, connection: elsewhere, hoursAgo: 3 })
  await tell('same', { ...pending, hoursAgo: 2 })
  const ofBoth = async () => {
    const { data, lines } = await listPending(finance, {}, 1000)
    const isOurs = ({ connection }: { readonly connection: string }) => connection.startsWith(here)
    return [data, lines].map((some) => some.filter(isOurs).map(({ connection }) => connection))
  }
  expect(await ofBoth()).toEqual([
    [elsewhere, here],
    [here, elsewhere],
  ])
  await tell('same', { status: 'declined', connection: elsewhere })
  expect(await ofBoth()).toEqual([[here], [here]])
})

it('is as old as the provider says, else as its first question, and adds ages up', async () => {
  await tell('told', { ...pending, hoursAgo: 1, createdHoursAgo: 80 })
  await tell('asked', { fault: 'timeout', hoursAgo: 30 })
  await tell('asked', { ...pending, hoursAgo: 0.1 })
  await tell('day', { ...pending, hoursAgo: 5 })
  await tell('new', { ...pending, hoursAgo: 0.5 })
  expect(await idsOf()).toEqual(['told', 'asked', 'day', 'new'])
  expect(await idsOf({ order: 'newest' })).toEqual(['new', 'day', 'asked', 'told'])
  const { lines, data } = await list()
  expect(lines[0]?.byAge).toEqual({ '<1h': 1, '1h-24h': 1, '1d-3d': 1, '>3d': 1 })
  expect(lines[0]?.oldest).toBe(data[0]?.since)
  for (const [age, id] of [
    ['<1h', 'new'],
    ['1h-24h', 'day'],
    ['1d-3d', 'asked'],
    ['>3d', 'told'],
  ] as const)
    expect(await idsOf({ age })).toEqual([id])
})

it('adds up exactly, never across currencies, with what told nothing apart', async () => {
  await tell('a', { ...pending, amounts: [amountOf('9007199254740993.10'), amountOf('1', 'EUR', 'bonus')] })
  await tell('b', { ...pending, amounts: [amountOf('1e-3')] })
  await tell('c', { ...pending, amounts: [amountOf('0.1', 'USD')] })
  await tell('d', { ...pending, amounts: [amountOf('5', null)] })
  await tell('e', { ...pending, amounts: [amountOf('much')] })
  await tell('f', { absence: 'not_found_or_processing' })
  const { lines } = await list()
  expect(
    lines.map(({ currency, rows, withoutAmount, sums }) => ({ currency, rows, withoutAmount, sums })),
  ).toEqual([
    {
      currency: 'EUR',
      rows: 2,
      withoutAmount: 0,
      sums: [
        { kind: 'total', rows: 2, amount: '9007199254740993.101' },
        { kind: 'bonus', rows: 1, amount: '1' },
      ],
    },
    { currency: 'USD', rows: 1, withoutAmount: 0, sums: [{ kind: 'total', rows: 1, amount: '0.1' }] },
    { currency: null, rows: 3, withoutAmount: 2, sums: [{ kind: 'total', rows: 1, amount: '5' }] },
  ])
  expect((await idsOf({ currency: 'USD' })).toSorted()).toEqual(['c'])
  expect((await idsOf({ currency: 'none' })).toSorted()).toEqual(['d', 'e', 'f'])
  expect(await list({ currency: 'EUR' })).toMatchObject({ count: 2, lines: [{ currency: 'EUR', rows: 2 }] })
})

it('is narrowed by status and by how long ago it was asked', async () => {
  await tell('here', { ...pending, hoursAgo: 50 })
  await tell('there', { absence: 'not_found_or_processing' })
  await tell('once', { ...pending, hoursAgo: 24 * 100 })
  expect(await idsOf({ transactionId: 'here' })).toEqual(['here'])
  expect(await idsOf({ status: 'pending' })).toEqual(['here'])
  expect(await idsOf({ status: 'not_found_or_processing' })).toEqual(['there'])
  expect(await idsOf({ asked: '1d' })).toEqual(['there'])
  expect(await idsOf({ asked: '1y' })).toEqual(['once', 'here', 'there'])
})

it('gives every row once, page by page, in both orders', async () => {
  // Three of a moment, so that the moment alone does not order them.
  for (const n of Array.from({ length: 12 }).keys())
    await tell(`tx-${n}`, { ...pending, hoursAgo: 2, createdHoursAgo: 10 + Math.floor(n / 3) })
  for (const order of ['oldest', 'newest'] as const) {
    const whole = await idsOf({ order })
    const paged: string[] = []
    let cursor: string | undefined
    do {
      if (cursor !== undefined) pendingFilter.parse({ cursor })
      const page = await list({ order, cursor }, 5)
      expect(page.count).toBe(12)
      paged.push(...page.data.map(({ transactionId }) => transactionId))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(paged).toEqual(whole)
    expect(new Set(paged).size).toBe(12)
  }
})

it('takes no cursor of another list', () => {
  for (const cursor of ['gone', '2026-99-99T99:99:99.999Z_0198f000-0000-7000-8000-000000000000'])
    expect(pendingFilter.safeParse({ cursor }).success).toBe(false)
})

it('is for who may read what is pending', async () => {
  for (const role of ['support', 'admin'] as const)
    await expect(listPending(actorOf(role), {}, 50)).rejects.toMatchObject({
      problem: { kind: 'denied', capability: 'pending.read' },
    })
})
