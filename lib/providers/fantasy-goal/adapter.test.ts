import { describe, expect, it } from 'vitest'
import type { OutgoingRequest } from '#lib/providers/contract.ts'
import { parseInput } from '#lib/providers/input.ts'
import { Secret } from '#lib/providers/secret.ts'
import { fantasyGoal } from './adapter.ts'

const settings = {
  username: 'integrator',
  password: 'wallet-password',
  signature: { secret: 'signing-secret' },
}

describe('settings', () => {
  const paths = (given: unknown) => {
    const connected = fantasyGoal.connect(given)
    return connected.ok ? [] : connected.issues.map((issue) => issue.path.join('.'))
  }

  it('take secrets by reference and leave algorithm and encoding to their defaults', () => {
    const password = new Secret('wallet-password', 'reference')
    expect(fantasyGoal.connect({ ...settings, password })).toMatchObject({
      ok: true,
      hosts: [],
      settings: { password, signature: { algorithm: 'sha256', encoding: 'hex' } },
    })
  })

  it('name what is missing, wrong or unknown', () => {
    expect(paths({})).toEqual(['username', 'password', 'signature'])
    expect(paths({ ...settings, username: 'a:b' })).toEqual(['username'])
    expect(paths({ ...settings, signature: { secret: 's', algorithm: 'md5', encoding: 'hex2' } })).toEqual([
      'signature.algorithm',
      'signature.encoding',
    ])
    expect(fantasyGoal.connect({ ...settings, token: 'x' }).ok).toBe(false)
    expect(fantasyGoal.connect({ ...settings, signature: { secret: 's', header: 'x' } }).ok).toBe(false)
  })
})

describe('inputs', () => {
  it.each([
    ['round_id', 'r'.repeat(37)],
    ['transaction_id', 't'.repeat(37)],
    ['action', 'refund'],
    ['amount', '-1'],
    ['amount', '50,50'],
    ['player_id', '18446744073709551616'],
    ['player_id', '007'],
    ['currency', 'EURO CENT'],
    ['token', ''],
  ])('refuse %s of %j', (field, value) => {
    const parsed = parseInput(fantasyGoal.inputs, { ...fantasyGoal.probe, [field]: value })
    expect(parsed.ok ? [] : parsed.issues.map((issue) => issue.field)).toEqual([field])
  })

  it('accept 36 characters and a token of the length of a JWT', () => {
    const given = { ...fantasyGoal.probe, transaction_id: 't'.repeat(36), token: 'j'.repeat(1200) }
    expect(parseInput(fantasyGoal.inputs, given).ok).toBe(true)
  })
})

it('has the encoded credentials masked, and may be asked again without effect', async () => {
  const connected = fantasyGoal.connect(settings)
  if (!connected.ok) throw new Error('The settings are wrong.')
  const kept: string[] = []
  const sent: OutgoingRequest[] = []
  await connected.ask([{ input: fantasyGoal.probe }], {
    send: async (request) => {
      sent.push(request)
      return { kind: 'fault', fault: 'unreachable', phase: 'connect', text: 'No route.' }
    },
    baseUrl: new URL('https://provider.test/'),
    now: () => new Date(0),
    newId: () => '00000000-0000-7000-8000-000000000000',
    memory: new Map(),
    findKnownSince: async () => null,
    keepSecret: (value) => kept.push(value),
  })
  expect(kept).toEqual([Buffer.from('integrator:wallet-password').toString('base64')])
  expect(sent).toMatchObject([{ safeToRetry: true }])
})
