import { describe, expect, it } from 'vitest'
import { parseInput } from '#lib/providers/input.ts'
import { Secret } from '#lib/providers/secret.ts'
import { oneforbet } from './adapter.ts'

describe('settings', () => {
  const paths = (given: unknown) => {
    const connected = oneforbet.connect(given)
    return connected.ok ? [] : connected.issues.map((issue) => issue.path.join('.'))
  }

  it('need a productId and nothing else, and take secrets by reference', () => {
    expect(oneforbet.connect({ productId: 'PGSOFT' })).toMatchObject({ ok: true, hosts: [] })
    const key = new Secret('signing-key', 'reference')
    expect(oneforbet.connect({ productId: 'PGSOFT', signature: { key } })).toMatchObject({
      ok: true,
      settings: { signature: { key }, headers: {} },
    })
  })

  it('name what is missing, wrong or unknown', () => {
    expect(paths({})).toEqual(['productId'])
    expect(paths({ productId: 'p', signature: {} })).toEqual(['signature.key'])
    expect(paths({ productId: 'p', signature: { key: 'k' }, headers: { 'SAPI-Signature': 's' } })).toEqual([
      'headers',
    ])
    expect(oneforbet.connect({ productId: 'p', apiKey: 'k' }).ok).toBe(false)
    expect(oneforbet.connect({ productId: 'p', signature: { key: 'k', algorithm: 'md5' } }).ok).toBe(false)
  })
})

it('leaves empty optional inputs out of the question', () => {
  const parsed = parseInput(oneforbet.inputs, { ...oneforbet.probe, gameCode: '', sessionToken: '' })
  expect(parsed).toEqual({ ok: true, input: oneforbet.probe })
})

it('has the API key inside a Basic header masked, which a 401 of the vendor repeats', async () => {
  const headers = { Authorization: `Basic ${btoa('agent001:api-key-1')}` }
  const connected = oneforbet.connect({ productId: 'PGSOFT', headers })
  if (!connected.ok) throw new Error('The settings are wrong.')
  const kept: string[] = []
  await connected.ask([{ input: oneforbet.probe }], {
    send: async () => ({ kind: 'fault', fault: 'unreachable', phase: 'connect', text: 'No route.' }),
    baseUrl: new URL('https://provider.test/'),
    now: () => new Date(0),
    newId: () => '00000000-0000-7000-8000-000000000000',
    memory: new Map(),
    findKnownSince: async () => null,
    keepSecret: (value) => kept.push(value),
  })
  expect(kept).toEqual([btoa('agent001:api-key-1'), 'api-key-1'])
})
