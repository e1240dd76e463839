import { describe, expect, it } from 'vitest'
import { readFixtures } from '#lib/providers/fixture.ts'
import { Secret } from '#lib/providers/secret.ts'
import { fizzyBubbly } from './adapter.ts'
import { reasons, verdicts } from './codes.ts'

const keys = { publicKey: 'public-key-1', privateKey: 'private-key-1' }

describe('code table', () => {
  it('has a fixture for every row', () => {
    const covered = new Set(readFixtures('fizzy-bubbly').flatMap((fixture) => fixture.covers))
    expect([...verdicts.keys()].filter((row) => !covered.has(row))).toEqual([])
  })

  it('names reasons for codes of the table alone', () => {
    const codes = [...verdicts.keys()].map((row) => row.slice(4))
    expect([...reasons.keys()].filter((code) => !codes.includes(code))).toEqual([])
  })
})

describe('settings', () => {
  const messages = (settings: unknown) => {
    const connected = fizzyBubbly.connect(settings)
    return connected.ok ? [] : connected.issues.map((issue) => issue.path.join('.'))
  }

  it('take secrets by reference and leave the signature to its defaults', () => {
    const privateKey = new Secret('private-key-1', 'reference')
    const connected = fizzyBubbly.connect({ ...keys, privateKey })
    expect(connected).toMatchObject({ ok: true, hosts: [], settings: { privateKey } })
    if (connected.ok) {
      const signature = { encoding: 'hex', uri: 'full', emptyBody: 'md5' }
      expect(connected.settings).toMatchObject({ signature })
    }
  })

  it('name what is missing, wrong or unknown', () => {
    expect(messages({})).toEqual(['publicKey', 'privateKey'])
    expect(messages({ ...keys, signature: { encoding: 'hex2', uri: 'query', emptyBody: 'sha' } })).toEqual([
      'signature.encoding',
      'signature.uri',
      'signature.emptyBody',
    ])
    expect(fizzyBubbly.connect({ ...keys, secretKey: 'x' }).ok).toBe(false)
    expect(fizzyBubbly.connect({ ...keys, signature: { hash: 'md5' } }).ok).toBe(false)
    expect(messages({ ...keys, publicKey: 'a\r\nX-Other: b' })).toEqual(['publicKey'])
  })
})
