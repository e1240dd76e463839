import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { loadConnections } from './load.ts'

const directory = mkdtempSync(join(tmpdir(), 'statusdesk-connections-'))
afterAll(() => rmSync(directory, { recursive: true }))

const load = (content: unknown) => {
  const file = join(directory, 'connections.json')
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return loadConnections(file)
}

const gr8 = {
  id: 'gr8-main',
  provider: 'gr8-tech',
  label: 'GR8 Tech',
  environment: 'production',
  baseUrl: 'https://api.example.test/base/',
  settings: { brand: 'main', operatorId: 'op-1', authorization: { file: 'gr8.secret' } },
}
writeFileSync(join(directory, 'gr8.secret'), 'Bearer of-the-file\n')

it('gives a connection with its limits and secrets', () => {
  const loaded = load({ connections: [{ ...gr8, limits: { concurrency: 5 } }] })
  if (!loaded.ok) throw new Error(loaded.faults.join('\n'))
  const [connection] = loaded.connections
  expect(connection?.secrets).toContain('Bearer of-the-file')
  expect(connection?.target).toMatchObject({
    production: true,
    origins: ['https://api.example.test'],
    limits: { timeoutMs: 10_000, concurrency: 5, requestsPerSecond: 50, maxResponseBytes: 1_048_576 },
  })
  expect(JSON.stringify(connection?.adapter)).not.toContain('of-the-file')
})

it('names every fault at once, with its path', () => {
  const loaded = load({
    connections: [
      { ...gr8, baseUrl: 'http://api.example.test/', tls: { caFile: 'missing.pem' } },
      {
        ...gr8,
        settings: { brand: 'main', operatorId: 'op-1', authorization: 'in plain text', colour: 'red' },
      },
      {
        ...gr8,
        id: 'other',
        settings: { brand: 'main', operatorId: 'op-1', authorization: { env: 'NOT_SET_AT_ALL' } },
      },
      {
        ...gr8,
        id: 'third',
        settings: { brand: 'main', operatorId: 'op-1', authorization: 'in plain text' },
      },
      { ...gr8, id: 'fourth', provider: 'nobody' },
    ],
  })
  expect(loaded.ok ? [] : loaded.faults).toEqual([
    expect.stringMatching(/^connections\.0\.baseUrl \(gr8-main\): .*https/),
    expect.stringMatching(/^connections\.0\.tls\.caFile \(gr8-main\): missing\.pem/),
    expect.stringMatching(/^connections\.1\.id \(gr8-main\): another/),
    expect.stringMatching(/^connections\.1\.settings \(gr8-main\): .*colour/),
    expect.stringMatching(/^connections\.2\.settings\.authorization \(other\): .*NOT_SET_AT_ALL/),
    expect.stringMatching(/^connections\.3\.settings \(third\): in production/),
    expect.stringMatching(/^connections\.4\.provider \(fourth\): nobody is not one of/),
  ])
})

it('names faults of the shape and of what it refers to in one go', () => {
  const loaded = load({
    connections: [
      {
        ...gr8,
        id: 'BAD ID',
        colour: 'red',
        settings: { brand: 'main', operatorId: 'op-1', authorization: { env: 'NOT_SET' } },
      },
      {
        ...gr8,
        limits: { timeoutMs: 1 },
        settings: { brand: 'main', operatorId: 'op-1', authorization: 'in plain text' },
      },
      { ...gr8, environment: 'moon', tls: { caFile: 'missing.pem' } },
      { label: 'nothing else' },
    ],
  })
  const faults = loaded.ok ? '' : loaded.faults.join('\n')
  for (const fault of [
    /^connections\.0\.id \(BAD ID\)/m,
    /^connections\.0 \(BAD ID\): .*colour/m,
    /^connections\.0\.settings\.authorization .*NOT_SET/m,
    /^connections\.1\.limits\.timeoutMs/m,
    /^connections\.1\.settings \(gr8-main\): in production/m,
    /^connections\.2\.environment/m,
    /^connections\.2\.id \(gr8-main\): another/m,
    /^connections\.2\.tls\.caFile/m,
    /^connections\.3\.provider: /m,
  ])
    expect(faults).toMatch(fault)
})

it.each([
  ['{', /not JSON/],
  [{ connections: [] }, /connections/],
  [{ connections: [{ ...gr8, id: 'Upper Case' }] }, /connections\.0\.id \(Upper Case\): must be/],
  [{ connections: [{ ...gr8, limits: { timeoutMs: 1 } }] }, /connections\.0\.limits\.timeoutMs/],
  [
    { connections: [{ ...gr8, allowAddresses: ['10.0.0.0/99'] }] },
    /connections\.0\.allowAddresses\.0 \(gr8-main\): must be a CIDR/,
  ],
  [{ connections: [{ ...gr8, unknown: 1 }] }, /unknown/],
  [{ connections: [{ ...gr8, baseUrl: 'https://user:pass@api.example.test/' }] }, /credentials/],
  [{ connections: [{ ...gr8, baseUrl: 'http://127.0.0.1:4600/' }] }, /must be https/],
])('refuses %j', (content, message) => {
  const loaded = load(content)
  expect(loaded.ok ? '' : loaded.faults.join('\n')).toMatch(message)
})

it('lets plain http to loopback and plain secrets be outside production', () => {
  const settings = { ...gr8.settings, authorization: 'Bearer plain' }
  const loaded = load({
    connections: [{ ...gr8, environment: 'staging', baseUrl: 'http://127.0.0.1:4600/', settings }],
  })
  expect(loaded.ok).toBe(true)
})

it('says that a file is missing', () => {
  expect(loadConnections(join(directory, 'nowhere.json'))).toMatchObject({
    ok: false,
    faults: [expect.stringContaining('nowhere.json')],
  })
})
