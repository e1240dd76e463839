import postgres from 'postgres'
import { describe, expect, it } from 'vitest'
import { getSql } from './client.ts'

const recorded = ['lookup', 'lookup_outcome', 'exchange', 'audit.event']

describe.each(recorded)('%s', (table) => {
  it.each(['delete from', 'truncate'])('refuses the app to %s it', async (verb) => {
    await expect(getSql().unsafe(`${verb} ${table}`)).rejects.toThrow(/permission denied|append-only/)
  })

  it('refuses the app to update it', async () => {
    await expect(getSql().unsafe(`update ${table} set id = default`)).rejects.toThrow(
      /permission denied|append-only/,
    )
  })

  it.each(['update X set id = default', 'delete from X', 'truncate X cascade'])(
    'refuses its owner to %s',
    async (statement) => {
      const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1 })
      await expect(owner.unsafe(statement.replace('X', table))).rejects.toThrow(/append-only/)
      await owner.end()
    },
  )
})

it('commits durably', async () => {
  expect(await getSql()`show synchronous_commit`).toEqual([{ synchronous_commit: 'on' }])
  expect(await getSql()`select current_user::text`).toEqual([{ current_user: 'statusdesk_app' }])
})

it('takes no evidence whose key is not there', async () => {
  const insert = (keyId: string) => getSql()`
    insert into evidence (record_id, n, key_id, sealed) values (uuidv7(), 0, ${keyId}, '')`
  await expect(insert('0198a000-0000-7000-8000-000000000000')).rejects.toMatchObject({ code: '23503' })
  const [key] = await getSql()<{ id: string }[]>`
    insert into evidence_key (id, subject_kind, subject, master_key_id, wrapped, created_at)
    values (uuidv7(), 'player', 'p-1', 'x', '', now()) returning id`
  await insert(key?.id ?? '')
})
