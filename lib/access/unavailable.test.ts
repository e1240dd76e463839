import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { getAuth } from './auth.ts'
import { perform, settle } from './perform.ts'
import { findSession } from './session.ts'
import { signIn } from './sign-in.ts'

// Nobody listens on the discard port.
process.env['DATABASE_URL'] = 'postgres://desk:desk@127.0.0.1:9/desk'
process.env['STATUSDESK_SECRET'] = 'a secret of the tests, long enough'

const unavailable = { ok: false, problem: { kind: 'unavailable' } }

it('says that the database is away, and does not call it signed out', async () => {
  const { secret, authCookies } = await getAuth().$context
  const signature = createHmac('sha256', secret).update('token').digest('base64')
  const cookie = `${authCookies.sessionToken.name}=${encodeURIComponent(`token.${signature}`)}`
  const findActor = async () => (await findSession(new Headers({ cookie })))?.actor ?? null
  const doing = { capability: null, schema: z.unknown(), run: async () => 'done' }
  expect(await perform(doing, null, findActor)).toMatchObject(unavailable)
})

it('says so at sign-in', async () => {
  const given = { email: 'ann@example.test', password: 'correct horse battery' }
  expect(await settle(() => signIn(given, new Headers()))).toMatchObject(unavailable)
})
