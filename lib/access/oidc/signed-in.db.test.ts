import { describe, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { provider, flowName, goThere, signInAs, finish, lastEvents, useProvider } from './testing/sign-in.ts'

useProvider()

describe('somebody whom an administrator added', () => {
  it('signs in with state, nonce and PKCE, and comes to where they wanted to go', async () => {
    const { asked, url, answer, flow } = await goThere('ann', { next: '/lookups?q=1' })
    const parameters = Object.fromEntries(asked.searchParams)
    expect(parameters).toMatchObject({
      response_type: 'code',
      redirect_uri: 'https://desk.example.test/sign-in/oidc/callback',
      scope: 'openid email',
      code_challenge_method: 'S256',
    })
    for (const name of ['state', 'nonce', 'code_challenge']) expect(parameters[name]).toMatch(/^[\w-]{43}$/)
    expect(url.href).toMatch(/^https:\/\/desk\.example\.test\/sign-in\/oidc\/callback\?/)
    expect(answer.get('iss')).toBe(provider.issuer)

    const { actor, location, setCookies } = await finish(answer, flow)
    expect(actor).toMatchObject({ kind: 'user', role: 'admin', name: 'ann@example.test' })
    expect(location).toBe('/lookups?q=1')
    expect(setCookies.find((line) => line.startsWith(flowName))).toBe(
      `${flowName}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure`,
    )
    expect(await lastEvents(2)).toMatchObject([
      { kind: 'person.account_linked', object_id: actor?.id, details: { issuer: provider.issuer } },
      { kind: 'sign_in.ok', actor_id: actor?.id, details: { method: 'provider' } },
    ])
  })

  it('is known by issuer and subject from then on, whatever address they have', async () => {
    const first = await signInAs('ann')
    await getSql()`update person set email = 'ann.married@example.test' where email = 'ann@example.test'`
    const again = await signInAs('ann')
    expect(again.actor?.id).toBe(first.actor?.id)
    expect(await lastEvents(1)).toMatchObject([{ kind: 'sign_in.ok' }])
  })

  it('keeps nothing of the provider’s tokens', async () => {
    await signInAs('ann')
    const accounts = await getSql()`
      select access_token, refresh_token, id_token, password from account where provider_id like 'oidc %'`
    expect(accounts).toEqual([{ access_token: null, refresh_token: null, id_token: null, password: null }])
  })

  it.each(['otp', 'gold'])(
    'is signed in with a second factor when the provider says so: %s',
    async (account) => {
      await signInAs(account)
      expect(await lastEvents(1)).toMatchObject([{ details: { method: 'provider_with_second_factor' } }])
    },
  )

  it('comes to a page of ours, whatever was asked for', async () => {
    expect((await signInAs('ann', { next: 'https://elsewhere.example/' })).location).toBe('/')
  })
})
