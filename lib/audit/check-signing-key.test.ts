import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest'
import { getLog } from '#lib/log.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'statusdesk-signing-key-'))
const said = vi.spyOn(getLog(), 'error')

beforeEach(() => {
  vi.stubEnv('DATA_DIR', dataDir)
  vi.resetModules()
})
afterEach(() => {
  vi.unstubAllEnvs()
  said.mockClear()
})
afterAll(() => rmSync(dataDir, { recursive: true }))

/** What an app says that starts in the environment as it is. */
async function tell() {
  const { tellOfSigningKey } = await import('./check-signing-key.ts')
  tellOfSigningKey()
  return said.mock.calls
}

it('says nothing where there is no key', async () => {
  expect(await tell()).toEqual([])
})

it('says where the file is that it can read', async () => {
  const path = join(dataDir, 'seal', 'signing-key')
  mkdirSync(join(dataDir, 'seal'))
  writeFileSync(path, 'a key')
  expect(await tell()).toEqual([[{ alarm: 'signing key', where: path }, expect.any(String)]])
})

it('says that its environment holds the key, and not which', async () => {
  vi.stubEnv('AUDIT_SIGNING_KEY', 'a private key that is the worker’s')
  expect(JSON.stringify(await tell())).toMatch(/"where":"AUDIT_SIGNING_KEY"(?!.*a private key)/)
})
