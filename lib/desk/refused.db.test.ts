import { afterAll, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { perform } from '#lib/access/perform.ts'
import { actorOf, openTestDesk } from '#lib/lookups/testing/desk.ts'
import { askFromDesk, deskRequest } from './ask-from-desk.ts'

const support = actorOf('support')
const desk = await openTestDesk()
afterAll(() => desk.close())

const sound = { connection: 'fizzy-demo', input: { transactionId: 'string' } }

it.each([
  ['a reason that is too long', { questions: [sound], reason: 'x'.repeat(501) }, 'reason'],
  ['a reason that no text can hold', { questions: [sound], reason: 'a\0' }, 'reason'],
  [
    'a list in place of an input',
    { questions: [{ ...sound, input: { transactionId: [1] } }], reason: '' },
    'questions.0.input.transactionId',
  ],
  [
    'an unknown connection',
    { questions: [{ ...sound, connection: 'nobody' }], reason: '' },
    'questions.0.connection',
  ],
])('%s is named, recorded, and nothing is sent', async (_, request, field) => {
  const run = async (actor: typeof support, input: Parameters<typeof askFromDesk>[1]) =>
    askFromDesk(actor, input, () => {})
  const asking = { capability: 'lookup.ask', schema: deskRequest, run } as const
  const result = await perform(asking, { ...request, oneTransaction: true }, async () => support)
  expect(result).toMatchObject({
    ok: false,
    problem: { kind: 'invalid', fields: { [field]: expect.any(String) } },
  })
  const [event] = await getSql()`select kind from audit.event order by id desc limit 1`
  expect(event).toEqual({ kind: 'lookup.refused' })
  expect(await desk.calls()).toEqual([])
})
