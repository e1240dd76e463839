import { describe, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { changePassword } from '#lib/access/change-password.ts'
import { confirmPassword } from '#lib/access/confirm.ts'
import { assertFresh } from '#lib/access/fresh.ts'
import { findSession } from '#lib/access/session.ts'
import { giveCode, isCodeAwaited } from './give-code.ts'
import { readApp } from './testing/app.ts'
import { codeLimits } from './use-code.ts'
import {
  password,
  problemOf,
  kindOf,
  cookiesOf,
  open,
  givePassword,
  setUp,
  forgetSteps,
  events,
  usePeople,
} from './testing/people.ts'

usePeople()

describe('a sign-in with an app', () => {
  it('wants a code after the password, and opens a session of two factors', async () => {
    const { next } = await setUp((await open()).actor)
    const held = await givePassword()
    expect(await isCodeAwaited(held)).toBe(true)
    expect(await findSession(held)).toBeNull()
    const { actor, setCookies } = await giveCode({ code: await next() }, held)
    expect((await findSession(cookiesOf(setCookies)))?.actor.id).toBe(actor.id)
    expect(
      await getSql()`select method, two_factors from session where two_factors and method <> 'password'`,
    ).toEqual([{ method: 'password_and_code', two_factors: true }])
    expect(await isCodeAwaited(held)).toBe(false)
    expect(await events(2)).toMatchObject([
      { kind: 'second_factor.passed', actor_kind: 'anonymous', object_id: actor.id },
      { kind: 'sign_in.ok', details: { method: 'password_and_code' } },
    ])
  })

  it('takes a code once, of many tries at the same moment exactly one', async () => {
    const { next } = await setUp((await open()).actor)
    const code = await next()
    const held = await Promise.all([givePassword(), givePassword(), givePassword(), givePassword()])
    const kinds = await Promise.all(held.map((headers) => kindOf(giveCode({ code }, headers))))
    expect(kinds.toSorted()).toEqual(['ok', 'wrong_credentials', 'wrong_credentials', 'wrong_credentials'])
    await getSql()`delete from rate_limit`
    expect(await kindOf(giveCode({ code }, await givePassword()))).toBe('wrong_credentials')
  })

  it('takes neither the code that set it up nor one of an earlier step', async () => {
    const { used, next } = await setUp((await open()).actor)
    expect(await kindOf(giveCode({ code: used }, await givePassword()))).toBe('wrong_credentials')
    expect(await kindOf(giveCode({ code: await next() }, await givePassword()))).toBe('ok')
    expect(await kindOf(giveCode({ code: used }, await givePassword()))).toBe('wrong_credentials')
  })

  it('is limited in guesses, however many try at once and whatever password steps they come from', async () => {
    const { actor } = await open()
    const { text } = await setUp(actor)
    const held = await givePassword()
    await getSql()`delete from rate_limit`
    const kinds = await Promise.all(
      Array.from({ length: 40 }, (_, n) => kindOf(giveCode({ code: `00000${n % 10}` }, held))),
    )
    const tried = kinds.filter((kind) => kind !== 'limited')
    expect(tried).toHaveLength(codeLimits.quarter.limit)
    await forgetSteps()
    expect(await kindOf(giveCode({ code: await readApp(text) }, held))).toBe('limited')
    const kept = (await events(41)).map(({ kind }) => kind)
    expect(kept.filter((kind) => kind === 'second_factor.limited')).toHaveLength(36)
    expect(kept.filter((kind) => kind === 'second_factor.failed')).toHaveLength(5)
    await getSql()`update rate_limit set resets_at = now() where key like 'code %' and key not like 'code day %'`
    await getSql()`update rate_limit set taken = ${codeLimits.day.limit} where key like 'code day %'`
    expect(await kindOf(giveCode({ code: await readApp(text) }, held))).toBe('limited')
  })

  it('is not finished without its first step, nor after ten minutes, nor once the password has changed', async () => {
    const { actor } = await open()
    const { next } = await setUp(actor)
    expect(await kindOf(giveCode({ code: await next() }, new Headers()))).toBe('signed_out')
    const held = await givePassword()
    await getSql()`update pending_proof set expires_at = now()`
    expect(await kindOf(giveCode({ code: await next() }, held))).toBe('signed_out')
    const again = await givePassword()
    await changePassword(actor, { present: password, wanted: 'another long password' })
    expect(await kindOf(giveCode({ code: await next() }, again))).toBe('signed_out')
  })

  it('takes a recovery code once, written as one likes', async () => {
    const { codes } = await setUp((await open()).actor)
    const [first = '', second = ''] = codes
    const written = ` ${first.replace('-', ' ').toUpperCase()}`
    expect(await kindOf(giveCode({ code: written }, await givePassword()))).toBe('ok')
    expect((await events(2))[0]).toMatchObject({ kind: 'recovery_code.used', details: { codes_left: '9' } })
    expect(await kindOf(giveCode({ code: first }, await givePassword()))).toBe('wrong_credentials')
    const held = await Promise.all([givePassword(), givePassword(), givePassword()])
    const kinds = await Promise.all(held.map((headers) => kindOf(giveCode({ code: second }, headers))))
    expect(kinds.filter((kind) => kind === 'ok')).toHaveLength(1)
  })
})

describe('a fresh sign-in', () => {
  it('wants the code beside the password from who has an app', async () => {
    const { actor } = await open()
    const { next } = await setUp(actor)
    await getSql()`update session set confirmed_at = now() - interval '11 minutes'`
    expect(await problemOf(assertFresh(actor))).toMatchObject({
      kind: 'stale_sign_in',
      ways: { password: true, code: true, passkey: false },
    })
    expect(await kindOf(confirmPassword(actor, { password }))).toBe('wrong_credentials')
    expect(await kindOf(confirmPassword(actor, { password: 'wrong', code: await next() }))).toBe(
      'wrong_credentials',
    )
    expect(await kindOf(assertFresh(actor))).toBe('stale_sign_in')
    await confirmPassword(actor, { password, code: await next() })
    await assertFresh(actor)
  })
})
