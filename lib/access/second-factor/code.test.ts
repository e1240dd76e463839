import { expect, it } from 'vitest'
import { describeSecret, findStep, newSecret } from './code.ts'

// RFC 6238, appendix B, SHA-1: of the eight digits printed there the last six are what six digits are.
const secret = '12345678901234567890'

it.each([
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
])('takes the code of the second %i of the standard’s table', async (seconds, printed) => {
  expect(await findStep(secret, printed.slice(-6), seconds * 1000)).toBe(Math.floor(seconds / 30))
})

it('takes the codes of the step before and after, and no others', async () => {
  const at = 1111111111
  const step = Math.floor(at / 30)
  const codeOf = '050471'
  const found = await Promise.all(
    [-2, -1, 0, 1, 2].map((away) => findStep(secret, codeOf, (at + away * 30) * 1000)),
  )
  expect(found).toEqual([null, step, step, step, null])
  expect(await findStep(secret, '', at * 1000)).toBeNull()
  expect(await findStep(secret, '05047', at * 1000)).toBeNull()
})

it('offers a secret of its own to every app, in base32', () => {
  const made = newSecret()
  expect(made).toMatch(/^[a-zA-Z0-9]{27}$/)
  expect(newSecret()).not.toBe(made)
  const { url, text } = describeSecret(made, 'ann@example.test')
  expect(text).toMatch(/^[A-Z2-7]{44}$/)
  expect(url).toMatch(/^otpauth:\/\/totp\/Statusdesk:ann%40example\.test\?secret=/)
  expect(new URL(url).searchParams.get('issuer')).toBe('Statusdesk')
})
