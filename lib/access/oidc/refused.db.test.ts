import { describe, expect, it, vi } from 'vitest'
import { getSql } from '#db/client.ts'
import { disablePerson } from '#lib/access/people.ts'
import { findPerson } from '#lib/access/store.ts'
import { beginOidc } from './begin.ts'
import { unlinkByEmail } from './unlink.ts'
import {
  provider,
  settings,
  cli,
  flowName,
  goThere,
  signInAs,
  finish,
  lastEvents,
  outcomeOf,
  refused,
  useProvider,
} from './testing/sign-in.ts'

useProvider()

describe('nobody is let in', () => {
  it('whom no administrator added', async () =>
    expect(await outcomeOf(await signInAs('stranger', { next: '/lookups' }))).toMatchObject(
      refused('unknown_person'),
    ))
  it.each(['loose', 'silent'])('by an address that is not vouched for: %s', async (account) =>
    expect(await outcomeOf(await signInAs(account))).toMatchObject(refused('unverified_email')),
  )
  it('without an address', async () =>
    expect(await outcomeOf(await signInAs('bare'))).toMatchObject(refused('no_email')))
  it('who cancels there', async () =>
    expect(await outcomeOf(await signInAs('nobody'))).toMatchObject(
      refused('denied', { code: 'access_denied' }),
    ))

  it('who was given the address of somebody else', async () => {
    await signInAs('ann')
    await getSql()`delete from session`
    const ann = await findPerson('ann@example.test')
    expect(await outcomeOf(await signInAs('new-ann'))).toMatchObject(refused('other_account'))
    expect((await lastEvents(1))[0].object_id).toBe(ann?.id)

    await unlinkByEmail(cli, 'ann@example.test')
    expect(await lastEvents(1)).toMatchObject([{ kind: 'person.account_unlinked', object_id: ann?.id }])
    expect((await signInAs('new-ann')).actor?.id).toBe(ann?.id)
  })

  it.each(['before the first time', 'later'])('who was disabled %s', async (when) => {
    if (when === 'later') await signInAs('ann')
    const ann = await findPerson('ann@example.test')
    await disablePerson(cli, { id: ann?.id ?? '' })
    expect(await outcomeOf(await signInAs('ann'))).toMatchObject(refused('disabled'))
    expect((await lastEvents(1))[0].object_id).toBe(ann?.id)
    const linked = await getSql()`select 1 from account where provider_id like 'oidc %'`
    expect(linked).toHaveLength(when === 'later' ? 1 : 0)
  })

  it('in a browser that did not begin, or with a cookie that is not ours', async () => {
    const { answer, flow } = await goThere('ann')
    for (const cookies of [
      [],
      [`${flowName}=AAAA`],
      [`${flowName}=${'A'.repeat(80)}`],
      [flow.slice(0, -8)],
    ]) {
      const outcome = await outcomeOf(await finish(answer, ...cookies))
      expect(outcome).toMatchObject(refused('not_started', { purpose: null }))
    }
  })

  it('with the answer to another beginning', async () => {
    const [mine, theirs] = [await goThere('ann'), await goThere('ann')]
    expect(await outcomeOf(await finish(theirs.answer, mine.flow))).toMatchObject(
      refused('untrusted', {
        code: 'OAUTH_INVALID_RESPONSE',
      }),
    )
    const stateless = new URLSearchParams(mine.answer)
    stateless.delete('state')
    const another = await goThere('ann')
    expect(await outcomeOf(await finish(stateless, another.flow))).toMatchObject(refused('untrusted'))
  })

  it('twice with one answer', async () => {
    const { answer, flow } = await goThere('ann')
    await finish(answer, flow)
    await getSql()`delete from session`
    expect(await outcomeOf(await finish(answer, flow))).toMatchObject(refused('replayed'))
  })

  it('with a code that was used in another flow', async () => {
    const [used, fresh] = [await goThere('ann'), await goThere('ann')]
    await finish(used.answer, used.flow)
    await getSql()`delete from session`
    const stolen = new URLSearchParams(fresh.answer)
    stolen.set('code', used.answer.get('code') ?? '')
    expect(await outcomeOf(await finish(stolen, fresh.flow))).toMatchObject(
      refused('untrusted', { code: 'invalid_grant' }),
    )
  })

  it('with a code of somebody else, since it proves another beginning (PKCE)', async () => {
    const [mine, theirs] = [await goThere('ann'), await goThere('ann')]
    const injected = new URLSearchParams(mine.answer)
    injected.set('code', theirs.answer.get('code') ?? '')
    expect(await outcomeOf(await finish(injected, mine.flow))).toMatchObject(
      refused('untrusted', { code: 'invalid_grant' }),
    )
  })

  it('after ten minutes', async () => {
    const { answer, flow } = await goThere('ann')
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10 * 60_000 + 1000 })
    expect(await outcomeOf(await finish(answer, flow))).toMatchObject(refused('expired'))
  })

  it('with an answer that names another provider, or none (mix-up, RFC 9207)', async () => {
    for (const issuer of ['https://elsewhere.example', null]) {
      const { answer, flow } = await goThere('ann')
      if (issuer === null) answer.delete('iss')
      else answer.set('iss', issuer)
      expect(await outcomeOf(await finish(answer, flow))).toMatchObject(
        refused('untrusted', { code: 'OAUTH_INVALID_RESPONSE' }),
      )
    }
  })
})

it('holds back an address from which too many are begun', async () => {
  const headers = new Headers({ 'x-real-ip': '192.0.2.7' })
  const beginOnce = async () => beginOidc(settings, { purpose: 'sign_in', next: '/' }, headers)
  for (let n = 0; n < 100; n += 1) expect((await beginOnce()).location).toContain(provider.issuer)
  expect(await outcomeOf(await beginOnce())).toMatchObject(refused('limited'))
})

it('says so when the provider is away, and nothing else happens', async () => {
  const { answer, flow } = await goThere('ann')
  await provider.stop()
  expect(await outcomeOf(await finish(answer, flow))).toMatchObject(refused('unreachable'))
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * 60 * 60_000 })
  const begun = await beginOidc(settings, { purpose: 'sign_in', next: '/lookups' }, new Headers())
  expect(begun).toEqual({ location: '/sign-in?problem=unreachable&next=%2Flookups', setCookies: [] })
  expect(await lastEvents(1)).toMatchObject([{ kind: 'oidc.refused', details: { cause: 'unreachable' } }])
})
