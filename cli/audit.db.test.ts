import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { getPublicKeyFile } from '#lib/audit/checkpoint-dir.ts'
import { openAttacker, recordSome, sealAll, useOwnKeys } from '#lib/audit/testing/sealed-record.ts'

// Dozens of processes are started one after the other, and a busy machine takes seconds for each.
vi.setConfig({ testTimeout: 120_000 })
const directory = useOwnKeys()
let attacker: Awaited<ReturnType<typeof openAttacker>>

beforeAll(async () => {
  await recordSome(300)
  await sealAll()
  await recordSome(400)
  await sealAll()
  attacker = await openAttacker()
})
afterAll(() => attacker.end())

interface Ended {
  readonly code: number | null
  readonly output: string
}

/** Runs a script as a person would, in the directory of the keys. */
function run(
  script: string,
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [resolve(script), ...args], {
    cwd: directory,
    env: { ...process.env, ...environment },
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  return new Promise((end) => child.once('exit', (code) => end({ code, output })))
}

const verify = (args: readonly string[] = [], environment?: Record<string, string>) =>
  run(
    'cli/audit-verify.ts',
    ['--public-key', getPublicKeyFile(), '--checkpoints', join(directory, 'checkpoints'), ...args],
    environment,
  )

it('ends with 0 where all is well, 3 where the newest checkpoint is too old, 2 where it cannot be checked', async () => {
  mkdirSync(join(directory, 'nothing'))
  const [well, old, empty, away, noKey] = await Promise.all([
    verify(),
    verify(['--longest-age', '0']),
    run('cli/audit-verify.ts', ['--checkpoints', join(directory, 'nothing')]),
    verify([], { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }),
    run('cli/audit-verify.ts', ['--public-key', 'missing']),
  ])
  expect(well).toMatchObject({
    code: 0,
    output: expect.stringMatching(/^The record is intact\.\n7\d\d events, 7\d\d sealed/),
  })
  expect(old).toMatchObject({ code: 3, output: expect.stringContaining('too old') })
  for (const ended of [empty, away, noKey])
    expect(ended).toMatchObject({ code: 2, output: expect.stringContaining('could not be checked') })
})

it('ends with 1 where an event was changed, and names it', async () => {
  await attacker.sql`update audit.event set actor_id = 'somebody else' where id = 77`
  expect(await verify()).toMatchObject({ code: 1, output: expect.stringContaining('First bad event: 77: ') })
  await attacker.restore()
})

it('proves each event to who has only the proof and the key', async () => {
  const leaves = await attacker.sql<{ id: string }[]>`
    select event_id::text as id from audit.seal where leaf_index in (0, 5, 255, 256, 511, 600)
    union all (select max(event_id)::text from audit.seal)`
  await Promise.all(
    leaves.map(async ({ id }) => {
      expect(await run('cli/audit-prove.ts', [id])).toMatchObject({ code: 0 })
      const file = join(directory, `event-${id}.proof.json`)
      const checked = await run('tools/check-proof.mjs', [file, getPublicKeyFile()])
      expect(checked).toMatchObject({ code: 0, output: expect.stringContaining(`PROVEN: event ${id}, `) })
    }),
  )
  const [first] = leaves
  const file = join(directory, `event-${first?.id}.proof.json`)
  const proof = JSON.parse(readFileSync(file, 'utf8'))
  const canon = Buffer.from(proof.event.canon, 'base64').toString().replace('"ok"', '"ko"')
  const forgeries = [
    { ...proof, event: { ...proof.event, canon: Buffer.from(canon).toString('base64') } },
    { ...proof, event: { ...proof.event, recorded_at_micros: '1' } },
    { ...proof, path: proof.path.toReversed() },
    { ...proof, leaf_index: proof.leaf_index + 1 },
    { ...proof, checkpoint: proof.checkpoint.replace(/time 2/, 'time 3') },
  ]
  const ended = await Promise.all(
    forgeries.map((forged, n) => {
      const path = join(directory, `forged-${n}.json`)
      writeFileSync(path, JSON.stringify(forged))
      return run('tools/check-proof.mjs', [path, getPublicKeyFile()])
    }),
  )
  expect(ended.map(({ code }) => code)).toEqual(forgeries.map(() => 1))
  expect(await run('cli/audit-prove.ts', ['999999'])).toMatchObject({ code: 1 })
  expect(await run('tools/check-proof.mjs', [])).toMatchObject({ code: 2 })
})
