import { beforeAll, describe, expect, it } from 'vitest'
import postgres from 'postgres'
import { actorOf } from '#lib/lookups/testing/desk.ts'
import { changeView, deleteView, listViews, restoreView, saveView, saveViewInput } from './saved-view.ts'

const mia = actorOf('manager', 'mia')
const max = actorOf('manager', 'max')

beforeAll(async () => {
  const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1, onnotice: () => {} })
  for (const id of ['mia', 'max'])
    await owner`insert into person (id, name, email, email_verified, role, created_at, updated_at)
      values (${id}, ${id}, ${`${id}@example.test`}, true, 'manager', now(), now())`
  await owner.end()
  const filter = { by: 'people', from: '2026-11-01', to: '2026-11-19' }
  await saveView(mia, { name: 'November', shared: false, filter })
  await saveView(mia, { name: 'Refused by us', shared: true, filter: { result: 'denied' } })
})

const namesOf = async (actor: typeof mia) => (await listViews(actor)).map(({ name }) => name)
const idOf = async (name: string) => (await listViews(mia)).find((view) => view.name === name)?.id ?? ''

it('shows one’s own and what others share, as they were saved', async () => {
  expect(await namesOf(mia)).toEqual(['November', 'Refused by us'])
  expect(await namesOf(max)).toEqual(['Refused by us'])
  expect((await listViews(mia))[0]).toMatchObject({
    shared: false,
    ownerName: 'mia',
    filter: { by: 'people', from: '2026-11-01', to: '2026-11-19' },
  })
})

it('keeps a name once for each person, however it is written', async () => {
  await expect(saveView(mia, { name: 'NOVEMBER', shared: true, filter: {} })).rejects.toMatchObject({
    problem: { kind: 'conflict', message: 'You have a view named “NOVEMBER” already.' },
  })
  await saveView(max, { name: 'November', shared: false, filter: {} })
  await expect(changeView(mia, { id: await idOf('Refused by us'), name: 'november' })).rejects.toMatchObject({
    problem: { kind: 'conflict' },
  })
})

it('lets only its owner change it', async () => {
  const id = await idOf('Refused by us')
  const notFound = { problem: { kind: 'not_found' } }
  await expect(changeView(max, { id, name: 'Mine now' })).rejects.toMatchObject(notFound)
  await expect(changeView(max, { id, shared: false })).rejects.toMatchObject(notFound)
  await expect(deleteView(max, { id })).rejects.toMatchObject(notFound)
  await changeView(mia, { id, name: 'Refusals of the team' })
  expect(await namesOf(max)).toEqual(['November', 'Refusals of the team'])
})

it('takes back a deletion, for its owner and nobody else', async () => {
  const id = await idOf('November')
  await deleteView(mia, { id })
  expect(await namesOf(mia)).not.toContain('November')
  await expect(restoreView(max, { id })).rejects.toMatchObject({ problem: { kind: 'not_found' } })
  await restoreView(mia, { id })
  expect(await namesOf(mia)).toContain('November')
})

it('does not take back what another one was named after meanwhile', async () => {
  const id = await idOf('November')
  await deleteView(mia, { id })
  await saveView(mia, { name: 'november', shared: false, filter: {} })
  await expect(restoreView(mia, { id })).rejects.toMatchObject({ problem: { kind: 'conflict' } })
})

describe('refuses', () => {
  it('who may not read the audit', async () => {
    const denied = { problem: { kind: 'denied', capability: 'audit.read' } }
    const finance = actorOf('finance', 'mia')
    const id = await idOf('Refusals of the team')
    await expect(listViews(finance)).rejects.toMatchObject(denied)
    await expect(saveView(finance, { name: 'x', shared: true, filter: {} })).rejects.toMatchObject(denied)
    await expect(changeView(finance, { id, shared: false })).rejects.toMatchObject(denied)
    await expect(deleteView(finance, { id })).rejects.toMatchObject(denied)
    await expect(restoreView(finance, { id })).rejects.toMatchObject(denied)
  })

  it.each([
    ['no name', { name: '  ', shared: false, filter: {} }],
    ['a name too long', { name: 'x'.repeat(61), shared: false, filter: {} }],
    ['what is no filter', { name: 'x', shared: false, filter: { nope: '1' } }],
    ['a place in a list', { name: 'x', shared: false, filter: { cursor: '1' } }],
    ['a kind that is none', { name: 'x', shared: false, filter: { kind: 'no.kind' } }],
  ])('%s', (_, input) => {
    expect(saveViewInput.safeParse(input).success).toBe(false)
  })
})
