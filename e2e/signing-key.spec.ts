import { readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { getSigningKeyFile } from '#lib/audit/checkpoint-dir.ts'
import { keepApart } from '#scripts/start/apart.ts'
import { expect, test } from './test.ts'

test('the app of these tests cannot read the key that signs', async ({ desk }) => {
  const root = dirname(import.meta.dirname)
  const start = {
    root,
    mode: 'production',
    port: 3000,
    connectionsFile: null,
    environment: process.env,
  } as const
  const { why } = await keepApart({ ...start, dataDir: desk.dataDir })
  test.skip(why !== null, why ?? '')
  const pid = (await readFile(join(desk.dataDir, 'run', 'app.pid'), 'utf8')).trim()
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  for (const set of ['Inh', 'Prm', 'Eff', 'Bnd', 'Amb'])
    expect(status).toMatch(new RegExp(`^Cap${set}:\\s+0+$`, 'm'))
  expect(status).toMatch(/^NoNewPrivs:\s+1$/m)
  const [own] = /(?<=^Uid:\s+)\d+/m.exec(status) ?? []
  expect((await stat(dirname(getSigningKeyFile(desk.dataDir)))).uid).not.toBe(Number(own))
  expect(await readFile(join(desk.dataDir, 'logs', 'app.log'), 'utf8')).not.toContain('can read the key')
})
