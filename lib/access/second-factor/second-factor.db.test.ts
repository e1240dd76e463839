import { beforeEach, describe, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { type Actor, systemActor } from '#lib/access/actor.ts'
import { changePassword } from '#lib/access/change-password.ts'
import { confirmPassword } from '#lib/access/confirm.ts'
import { createUser } from '#lib/access/create-user.ts'
import { assertFresh } from '#lib/access/fresh.ts'
import { findProblem } from '#lib/access/problem.ts'
import { findSession } from '#lib/access/session.ts'
import { signIn } from '#lib/access/sign-in.ts'
import { confirmOffer, makeRecoveryCodes, offerAuthenticator, removeAuthenticator } from './authenticator.ts'
import { CodeNeededError } from './code-needed.ts'
import { giveCode, isCodeAwaited } from './give-code.ts'
import { resetSecondFactor } from './reset.ts'
import { openSecret, sealSecret } from './seal-secret.ts'
import { readApp } from './testing/app.ts'
import { codeLimits } from './use-code.ts'

process.env['STATUSDESK_SECRET'] = 'a secret of the tests, long enough'

const password = 'correct horse battery'
const ann = 'ann@example.test'

beforeEach(async () => {
  await getSql()`delete from rate_limit`
  await getSql()`delete from person`
  for (const [email, role] of [
    [ann, 'support'],
    ['ada@example.test', 'admin'],
  ] as const)
    await createUser(systemActor('test'), { email, name: email, role, password })
})

const problemOf = async (doing: Promise<unknown>) => doing.then(() => null, findProblem)
const kindOf = async (doing: Promise<unknown>) => (await problemOf(doing))?.kind ?? 'ok'
const cookiesOf = (lines: readonly string[]) =>
  new Headers({ cookie: lines.map((line) => line.split(';')[0] ?? '').join('; ') })

async function open(email = ann) {
  const { actor, setCookies } = await signIn({ email, password }, new Headers())
  return { actor, headers: cookiesOf(setCookies) }
}

/** Gives the password, and what the browser then holds. */
async function givePassword(email = ann): Promise<Headers> {
  const error = await signIn({ email, password }, new Headers()).catch((thrown: unknown) => thrown)
  if (!(error instanceof CodeNeededError)) throw error
  return cookiesOf(error.setCookies)
}

async function setUp(actor: Actor) {
  const { text } = await offerAuthenticator(actor)
  const used = await readApp(text)
  const { codes } = await confirmOffer(actor, { code: used })
  return { text, used, codes, next: () => readApp(text, 1) }
}

const forgetSteps = () => getSql()`update authenticator set last_step = 0`
const events = async (count: number) => {
  const rows = await getSql()<
    { canon: Buffer }[]
  >`select canon from audit.event where kind <> 'event.void' order by id desc limit ${count}`
  return rows.map((row) => JSON.parse(row.canon.toString())).toReversed()
}

describe('an authenticator app', () => {
  it('counts when a code has confirmed it, not before, and ends other sessions', async () => {
    const [here, there] = [await open(), await open()]
    const { text, qr } = await offerAuthenticator(here.actor)
    expect(qr.path).toMatch(/^(M\d+ \d+h1v1h-1z)+$/)
    expect(await kindOf(confirmOffer(here.actor, { code: '000000' }))).toBe('wrong_credentials')
    expect(await kindOf(open())).toBe('ok')
    const { codes } = await confirmOffer(here.actor, { code: await readApp(text) })
    expect(new Set(codes).size).toBe(10)
    expect(await findSession(here.headers)).not.toBeNull()
    expect(await findSession(there.headers)).toBeNull()
    expect(await kindOf(open())).toBe('second_factor_needed')
    expect(await events(2)).toMatchObject([
      { kind: 'sign_in.ok' },
      { kind: 'second_factor.set_up', result: 'ok', object_id: here.actor.id },
    ])
  })

  it('is moved to another secret, of two offers the later, and only once', async () => {
    const { actor } = await open()
    const first = await offerAuthenticator(actor)
    const second = await offerAuthenticator(actor)
    const code = await readApp(second.text)
    if ((await readApp(first.text)) !== code)
      expect(await kindOf(confirmOffer(actor, { code: await readApp(first.text) }))).toBe('wrong_credentials')
    const kinds = await Promise.all(Array.from({ length: 4 }, () => kindOf(confirmOffer(actor, { code }))))
    expect(kinds.filter((kind) => kind === 'ok')).toHaveLength(1)
    expect(await getSql()`select 1 from recovery_code`).toHaveLength(10)
  })

  it('keeps neither its secret nor recovery codes in the clear, nor one person’s for another', async () => {
    const { actor } = await open()
    const { text, codes } = await setUp(actor)
    const [{ dump = '' } = {}] = await getSql()<{ dump: string }[]>`
      select (select string_agg(a::text, '|') from authenticator a) || (select string_agg(c::text, '|') from recovery_code c)
        || (select string_agg(convert_from(canon, 'UTF8'), '|') from audit.event) dump`
    const { base32 } = await import('@better-auth/utils/base32')
    const secret = new TextDecoder().decode(base32.decode(text))
    for (const hidden of [
      text,
      secret,
      Buffer.from(secret).toString('hex'),
      ...codes,
      ...codes.map((code) => code.replace('-', '')),
    ])
      expect(dump).not.toContain(hidden)
    await expect(openSecret('somebody-else', await sealSecret(actor.id, secret))).rejects.toThrow()
  })

  it('is not offered to a sign-in that is no longer fresh', async () => {
    const { actor } = await open()
    await getSql()`update session set confirmed_at = now() - interval '11 minutes'`
    expect(await kindOf(offerAuthenticator(actor))).toBe('stale_sign_in')
  })
})

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

describe('recovery codes', () => {
  it('are replaced by new ones, all at once', async () => {
    const { actor } = await open()
    expect(await kindOf(makeRecoveryCodes(actor))).toBe('conflict')
    const { codes } = await setUp(actor)
    const made = await Promise.all([makeRecoveryCodes(actor), makeRecoveryCodes(actor)])
    expect(await getSql()`select 1 from recovery_code`).toHaveLength(10)
    const tries = [codes[0], ...made.map((one) => one.codes[0])]
    const kinds: string[] = []
    for (const code of tries) kinds.push(await kindOf(giveCode({ code }, await givePassword())))
    expect(kinds[0]).toBe('wrong_credentials')
    expect(kinds.slice(1).toSorted()).toEqual(['ok', 'wrong_credentials'])
  })
})

describe('taking it away', () => {
  it('is done by oneself, freshly, and the password is enough again', async () => {
    const { actor } = await open()
    await setUp(actor)
    await getSql()`update session set confirmed_at = now() - interval '11 minutes'`
    expect(await kindOf(removeAuthenticator(actor))).toBe('stale_sign_in')
    await getSql()`update session set confirmed_at = now()`
    await removeAuthenticator(actor)
    expect(await kindOf(open())).toBe('ok')
    expect(await getSql()`select 1 from recovery_code`).toHaveLength(0)
  })

  it('is done by an administrator for who lost it, ending their sessions and not their password', async () => {
    const person = await open()
    await setUp(person.actor)
    const { actor: admin } = await open('ada@example.test')
    expect(await kindOf(resetSecondFactor(person.actor, { id: admin.id }))).toBe('denied')
    expect(await kindOf(resetSecondFactor(admin, { id: admin.id }))).toBe('conflict')
    await getSql()`update session set confirmed_at = now() - interval '11 minutes' where person_id = ${admin.id}`
    expect(await kindOf(resetSecondFactor(admin, { id: person.actor.id }))).toBe('stale_sign_in')
    await getSql()`update session set confirmed_at = now()`
    const held = await givePassword()
    await resetSecondFactor(admin, { id: person.actor.id })
    expect(await events(1)).toMatchObject([
      { kind: 'second_factor.reset', actor_id: admin.id, object_id: person.actor.id },
    ])
    expect(await findSession(person.headers)).toBeNull()
    expect(await isCodeAwaited(held)).toBe(false)
    expect(await kindOf(open())).toBe('ok')
  })
})

describe('a password', () => {
  it('is changed for the present one, freshly, and ends other sessions', async () => {
    const [here, there] = [await open(), await open()]
    const change = (present: string, wanted: string) => changePassword(here.actor, { present, wanted })
    expect(await kindOf(change('wrong', 'another long password'))).toBe('wrong_credentials')
    expect(await events(1)).toMatchObject([{ kind: 'password.not_changed', result: 'failed' }])
    await change(password, 'another long password')
    expect(await events(1)).toMatchObject([{ kind: 'password.changed', result: 'ok' }])
    expect(await findSession(here.headers)).not.toBeNull()
    expect(await findSession(there.headers)).toBeNull()
    expect(await kindOf(open())).toBe('wrong_credentials')
    await getSql()`update session set confirmed_at = now() - interval '11 minutes'`
    expect(await kindOf(change('another long password', password))).toBe('stale_sign_in')
  })

  it('is guessed at only so often here too', async () => {
    const { actor } = await open()
    const kinds = await Promise.all(
      Array.from({ length: 15 }, (_, n) =>
        kindOf(changePassword(actor, { present: `wrong ${n}`, wanted: 'another long password' })),
      ),
    )
    expect(kinds.filter((kind) => kind === 'wrong_credentials')).toHaveLength(10)
    expect(kinds.filter((kind) => kind === 'limited')).toHaveLength(5)
  })
})
