import { describe, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { changePassword } from '#lib/access/change-password.ts'
import { findSession } from '#lib/access/session.ts'
import { confirmOffer, makeRecoveryCodes, offerAuthenticator, removeAuthenticator } from './authenticator.ts'
import { giveCode, isCodeAwaited } from './give-code.ts'
import { resetSecondFactor } from './reset.ts'
import { openSecret, sealSecret } from './seal-secret.ts'
import { readApp } from './testing/app.ts'
import { password, kindOf, open, givePassword, setUp, events, usePeople } from './testing/people.ts'

usePeople()

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
