import { execFile } from 'node:child_process'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const script = `import('#lib/access/secret.ts').then(({ getSecret }) => console.log(getSecret()))`

it('makes one secret for all who start at once, readable by its owner alone', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'statusdesk-secret-'))
  const DATA_DIR = join(directory, 'made', 'on', 'the', 'way')
  const env = { ...process.env, STATUSDESK_SECRET: undefined, DATA_DIR }
  const cwd = join(import.meta.dirname, '../..')
  const start = () => promisify(execFile)(process.execPath, ['-e', script], { cwd, env })
  const made = (await Promise.all([start(), start(), start(), start()])).map(({ stdout }) => stdout)
  expect(new Set(made).size).toBe(1)
  expect(made[0]).toMatch(/^[\w-]{43}\n$/)
  expect((await stat(join(DATA_DIR, 'secret'))).mode & 0o777).toBe(0o600)
  expect((await start()).stdout).toBe(made[0])
  await rm(directory, { recursive: true })
})
