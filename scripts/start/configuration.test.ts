import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfiguration } from './configuration.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'statusdesk-configuration-'))
})
afterAll(() => rm(folder, { recursive: true }))

test('nothing set is a sound configuration', () => {
  expect(readConfiguration(folder, {})).toMatchObject({ ok: true, env: { PORT: 3000 } })
})

test('every fault of the environment and of the connections file is named at once', async () => {
  const connection = {
    id: 'a',
    label: 'A',
    environment: 'demo',
    provider: 'nobody',
    baseUrl: 'http://example.com',
  }
  await writeFile(join(folder, 'connections.json'), JSON.stringify({ connections: [connection] }))
  const read = readConfiguration(folder, {
    PORT: 'x',
    CONNECTIONS_FILE: 'connections.json',
    DATABASE_URL: 'mysql://x',
  })
  expect(read).toEqual({
    ok: false,
    faults: [
      'PORT must be a whole number from 0 to 65535',
      'DATABASE_URL must be a postgres:// URL',
      expect.stringContaining(
        'CONNECTIONS_FILE: connections.0.baseUrl (a): http://example.com must be https',
      ),
      expect.stringContaining('CONNECTIONS_FILE: connections.0.provider (a): nobody is not one of'),
    ],
  })
})

test('a database of its own needs connections of its own', () => {
  const read = readConfiguration(folder, { DATABASE_URL: 'postgres://localhost/desk' })
  expect(read).toEqual({ ok: false, faults: [expect.stringContaining('CONNECTIONS_FILE must be set')] })
})

test('a connections file that is not there is named', () => {
  const read = readConfiguration(folder, { CONNECTIONS_FILE: 'missing.json' })
  expect(read).toEqual({ ok: false, faults: [expect.stringContaining('missing.json cannot be read')] })
})
