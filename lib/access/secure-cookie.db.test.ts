import { expect, it } from 'vitest'
import { createDemoUsers, demoPassword } from './demo.ts'
import { findSession } from './session.ts'
import { signIn } from './sign-in.ts'

process.env['STATUSDESK_SECRET'] = 'a secret of the tests, long enough'
process.env['PUBLIC_URL'] = 'https://desk.example.test'

it('is tied to this host and to TLS where the desk is reached by https', async () => {
  await createDemoUsers()
  const { setCookies } = await signIn({ email: 'finance@demo.test', password: demoPassword }, new Headers())
  expect(setCookies).toEqual([
    expect.stringMatching(
      /^__Host-statusdesk_session=[^;]+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    ),
  ])
  const cookie = setCookies[0]?.split(';')[0] ?? ''
  expect((await findSession(new Headers({ cookie })))?.actor.role).toBe('finance')
})
