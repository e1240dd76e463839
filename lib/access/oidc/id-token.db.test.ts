import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { provider, goThere, signInAs, finish, outcomeOf, refused, useProvider } from './testing/sign-in.ts'

useProvider()

describe('an ID token is refused', () => {
  const cases: readonly (readonly [string, string, NonNullable<typeof provider.alter>])[] = [
    [
      'of another nonce',
      'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
      ({ claims, ...rest }) => ({ ...rest, claims: { ...claims, nonce: 'another' } }),
    ],
    [
      'without a nonce',
      'OAUTH_INVALID_RESPONSE',
      ({ claims: { nonce: _, ...claims }, ...rest }) => ({ ...rest, claims }),
    ],
    [
      'of another issuer',
      'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
      ({ claims, ...rest }) => ({ ...rest, claims: { ...claims, iss: 'https://elsewhere.example' } }),
    ],
    [
      'for another client',
      'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
      ({ claims, ...rest }) => ({ ...rest, claims: { ...claims, aud: 'another' } }),
    ],
    [
      'for several, presented by another',
      'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
      ({ claims, ...rest }) => ({
        ...rest,
        claims: { ...claims, aud: ['statusdesk', 'another'], azp: 'another' },
      }),
    ],
    [
      'that has expired',
      'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
      ({ claims, ...rest }) => ({ ...rest, claims: { ...claims, iat: 1_700_000_000, exp: 1_700_000_600 } }),
    ],
    [
      'that was changed after it was signed',
      'OAUTH_INVALID_RESPONSE',
      ({ claims, ...rest }) => ({ ...rest, claims: { ...claims, sub: 'otp' }, signature: 'A'.repeat(342) }),
    ],
    [
      'that is not signed',
      'OAUTH_INVALID_RESPONSE',
      ({ header, claims }) => ({ header: { ...header, alg: 'none' }, claims, signature: '' }),
    ],
    [
      'signed with what the client knows',
      'OAUTH_INVALID_RESPONSE',
      ({ header, claims }) => {
        const hs = { ...header, alg: 'HS256' }
        const text = [hs, claims]
          .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
          .join('.')
        const signature = createHmac('sha256', provider.clientSecret).update(text).digest('base64url')
        return { header: hs, claims, signature }
      },
    ],
  ]
  it.each(cases)('%s', async (_, code, alter) => {
    const { answer, flow } = await goThere('ann')
    provider.alter = alter
    expect(await outcomeOf(await finish(answer, flow))).toMatchObject(refused('untrusted', { code }))
  })

  it('only when it is wrong', async () => {
    provider.alter = (parts) => parts
    expect((await signInAs('ann')).actor).not.toBeNull()
  })
})
