import postgres from 'postgres'
import { expect, it, vi } from 'vitest'
import { z } from 'zod'
import { isDatabaseAway } from '#db/away.ts'
import { getSql } from '#db/client.ts'
import { type Actor, systemActor } from './actor.ts'
import { perform } from './perform.ts'
import { ProblemError } from './problem.ts'

const actor = (role: Actor['role']): Actor => ({
  ...systemActor('test'),
  kind: 'user',
  id: `a-${role}`,
  role,
})
const schema = z.object({ id: z.string(), rows: z.array(z.object({ amount: z.string('must be text') })) })
const input = { id: '1', rows: [] }

const doing = (run = vi.fn(async () => 'done')) => ({ capability: 'lookup.ask' as const, schema, run })

it('gives what the function gives to who may', async () => {
  const asked = doing()
  expect(await perform(asked, input, async () => actor('support'))).toEqual({ ok: true, data: 'done' })
  expect(asked.run).toHaveBeenCalledWith(actor('support'), input)
})

it('refuses nobody, whatever is asked', async () => {
  const asked = { ...doing(), capability: null }
  expect(await perform(asked, 'nonsense', async () => null)).toMatchObject({
    ok: false,
    problem: { kind: 'signed_out' },
  })
  expect(asked.run).not.toHaveBeenCalled()
})

it('refuses who lacks the capability before reading the input, names it, and records it', async () => {
  const asked = doing()
  const result = await perform(asked, 'nonsense', async () => actor('admin'))
  expect(result).toMatchObject({
    problem: {
      kind: 'denied',
      capability: 'lookup.ask',
      message:
        'This needs the capability lookup.ask, which belongs to support, finance, or manager; your role is admin.',
    },
  })
  expect(asked.run).not.toHaveBeenCalled()
  const [event] = await getSql()<{ canon: Buffer }[]>`select canon from audit.event order by id desc limit 1`
  expect(JSON.parse(event?.canon.toString() ?? '')).toMatchObject({
    kind: 'access.denied',
    result: 'denied',
    actor_id: 'a-admin',
    actor_role: 'admin',
    details: { capability: 'lookup.ask' },
  })
})

it('names each wrong field', async () => {
  const asked = doing()
  const given = { rows: [{ amount: 1 }] }
  expect(await perform(asked, given, async () => actor('support'))).toMatchObject({
    problem: { kind: 'invalid', fields: { id: expect.any(String), 'rows.0.amount': 'must be text' } },
  })
  expect(asked.run).not.toHaveBeenCalled()
})

it('gives an expected problem back and throws a bug on', async () => {
  const conflict = { kind: 'conflict', message: 'Taken.' } as const
  const expected = doing(vi.fn(() => Promise.reject(new ProblemError(conflict))))
  expect(await perform(expected, input, async () => actor('support'))).toEqual({
    ok: false,
    problem: conflict,
  })
  const bug = doing(vi.fn(() => Promise.reject(new TypeError('bug'))))
  await expect(perform(bug, input, async () => actor('support'))).rejects.toThrow('bug')
})

it('knows a connection that was cut from a statement that was refused', async () => {
  const owner = postgres(process.env['DATABASE_URL'] ?? '', { max: 1 })
  const sleeping = getSql()`select pg_sleep(15)`.catch((error: unknown) => error)
  await vi.waitFor(async () => {
    const ended = await owner`
      select pg_terminate_backend(pid) from pg_stat_activity
      where query like 'select pg_sleep%' and datname = current_database()`
    expect(ended).toHaveLength(1)
  })
  await owner.end()
  expect(isDatabaseAway(await sleeping)).toBe(true)
  expect(isDatabaseAway(await getSql()`select 1 / 0`.catch((error: unknown) => error))).toBe(false)
})
