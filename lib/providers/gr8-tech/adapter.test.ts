import { describe, expect, it } from 'vitest'
import { readFixtures } from '#lib/providers/fixture.ts'
import { parseInput } from '#lib/providers/input.ts'
import { gr8Tech } from './adapter.ts'
import { operations, reasons, verdicts } from './codes.ts'

describe('code table', () => {
  const covered = new Set(readFixtures('gr8-tech').flatMap((fixture) => fixture.covers))

  it('has a fixture for every code and every type', () => {
    const rows = [...verdicts.keys(), ...[...operations.keys()].map((type) => `type ${type}`)]
    expect(rows.filter((row) => !covered.has(row))).toEqual([])
  })

  it('names reasons for codes of the table alone', () => {
    expect([...reasons.keys()].filter((code) => !verdicts.has(code))).toEqual([])
  })
})

describe('settings', () => {
  const tenant = { brand: 'brand-1', operatorId: 'operator-1' }
  const token = {
    url: 'https://token.test:8443/oauth/token?realm=a',
    clientId: 'client-1',
    clientSecret: 's',
  }
  const faults = (settings: unknown) => {
    const connected = gr8Tech.connect(settings)
    return connected.ok ? [] : connected.issues.map((issue) => issue.path.join('.'))
  }

  it('want exactly one of authorization and token', () => {
    expect(faults({ ...tenant, authorization: 'Bearer a' })).toEqual([])
    expect(faults({ ...tenant, token })).toEqual([])
    expect(faults(tenant)).toEqual(['authorization'])
    expect(faults({ ...tenant, authorization: 'Bearer a', token })).toEqual(['authorization'])
  })

  it('name all faults at once', () => {
    expect(faults({})).toEqual(['brand', 'operatorId', 'authorization'])
    expect(faults({ ...tenant, authorization: 'a\r\nb' })).toEqual(['authorization'])
    expect(faults({ ...tenant, token: { ...token, auth: 'jwt', url: 'ftp://token.test/' } })).toEqual([
      'token.url',
      'token.auth',
    ])
    expect(faults({ ...tenant, token: { ...token, url: 'https://me:secret@token.test/' } })).toEqual([
      'token.url',
    ])
    expect(gr8Tech.connect({ ...tenant, authorization: 'Bearer a', region: 'eu' }).ok).toBe(false)
    expect(gr8Tech.connect({ ...tenant, token: { ...token, scope: 'all' } }).ok).toBe(false)
    expect(gr8Tech.connect(null).ok).toBe(false)
  })

  it('give the token server as a host of the connection', () => {
    expect(gr8Tech.connect({ ...tenant, token })).toMatchObject({ hosts: ['https://token.test:8443'] })
    expect(gr8Tech.connect({ ...tenant, authorization: 'Bearer a' })).toMatchObject({ hosts: [] })
  })
})

describe('inputs', () => {
  const fields = (input: Record<string, string>) => {
    const parsed = parseInput(gr8Tech.inputs, { playerId: 'p', transactionId: 't', ...input })
    return parsed.ok ? [] : parsed.issues.map((issue) => issue.field)
  }

  it('take a transaction id of 50 characters, not of 51', () => {
    expect(fields({ transactionId: '𝄞'.repeat(50) })).toEqual([])
    expect(fields({ transactionId: 'x'.repeat(51) })).toEqual(['transactionId'])
  })

  it('refuse ids that no path can carry, and times that are none', () => {
    expect(fields({ playerId: '..', transactionId: '.' })).toEqual(['playerId', 'transactionId'])
    expect(fields({ occurredAt: '2026-02-30T00:00:00Z' })).toEqual(['occurredAt'])
  })
})

it('makes the fixed credentials known without their scheme', async () => {
  const connected = gr8Tech.connect({ brand: 'b', operatorId: 'o', authorization: 'Bearer fixed-token-1' })
  if (!connected.ok) throw new Error('The settings were refused.')
  const kept: string[] = []
  await connected.ask([{ input: gr8Tech.probe }], {
    send: async () => ({ kind: 'fault', fault: 'unreachable', phase: 'connect', text: 'Refused.' }),
    baseUrl: new URL('https://provider.test/'),
    now: () => new Date(0),
    newId: () => '',
    memory: new Map(),
    findKnownSince: async () => null,
    keepSecret: (value) => kept.push(value),
  })
  expect(kept).toEqual(['fixed-token-1'])
})
