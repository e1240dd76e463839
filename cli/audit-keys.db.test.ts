import { execFile } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAttacker } from '#lib/audit/testing/sealed-record.ts'

const newDirectory = () => mkdtempSync(join(tmpdir(), 'statusdesk-keys-'))
const directory = newDirectory()
const [first, second, third] = ['first', 'second', 'third'].map(
  (name) => `the ${name} key of codes, long enough`,
)
const newSigningKey = () =>
  generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
const publicKeys = join(directory, 'seal-public-key')

interface Ended {
  readonly code: number
  readonly output: string
}

/** Runs a script in a process of its own, under the keys given. */
function run(
  script: string,
  args: readonly string[],
  keys: Record<string, string | undefined> = {},
): Promise<Ended> {
  const env = { ...process.env, DATA_DIR: directory, ...keys }
  return new Promise((end) => {
    const child = execFile(process.execPath, [resolve(script), ...args], { env }, (_error, out, err) =>
      end({ code: child.exitCode ?? -1, output: out + err }),
    )
  })
}
const write = (count: number, keys: Record<string, string | undefined>, seal = true) =>
  run('lib/audit/testing/write-and-seal.ts', [String(count), ...(seal ? ['seal'] : [])], keys)
const verify = (keys: Record<string, string | undefined>, args: readonly string[] = []) =>
  run(
    'cli/audit-verify.ts',
    ['--checkpoints', join(directory, 'checkpoints'), '--public-key', publicKeys, ...args],
    keys,
  )

describe('after both keys were changed', () => {
  const both = { AUDIT_MAC_KEY: second, AUDIT_MAC_KEY_OLD: first }
  let attacker: Awaited<ReturnType<typeof openAttacker>>
  beforeAll(async () => {
    const before = { AUDIT_MAC_KEY: first, AUDIT_SIGNING_KEY: newSigningKey() }
    await write(20, before)
    // A process that still writes under the first key while the sealer has the second.
    await write(5, { AUDIT_MAC_KEY: first }, false)
    await write(20, { ...both, AUDIT_SIGNING_KEY: newSigningKey() })
    attacker = await openAttacker()
  })
  afterAll(() => attacker.end())

  it('the record is intact for who has both keys of codes and both public keys', async () => {
    expect(readFileSync(publicKeys, 'utf8').trim().split('\n')).toHaveLength(2)
    expect(await verify(both)).toMatchObject({ code: 0, output: expect.stringContaining('is intact') })
    const told = await attacker.sql<{ kind: string }[]>`
      select kind from audit.event where kind like '%.key_changed' or kind = 'seal.anomaly' order by kind`
    expect(told.map(({ kind }) => kind)).toEqual(['code.key_changed', 'seal.key_changed'])
  })

  it('without the old key of codes, or with another, it could not be checked', async () => {
    const ended = [await verify({ AUDIT_MAC_KEY: second }), await verify({ AUDIT_MAC_KEY: third })]
    expect(ended.map(({ code }) => code)).toEqual([2, 2])
    for (const { output } of ended) expect(output).toContain('their key was not given')
  })

  it('under the old key alone nothing vouches for the new one, and it counts as wrong', async () => {
    const ended = await verify({ AUDIT_MAC_KEY: first })
    expect(ended).toMatchObject({ code: 1, output: expect.stringContaining('is wrong') })
  })

  it('without one of the public keys it could not be checked', async () => {
    for (const line of readFileSync(publicKeys, 'utf8').trim().split('\n')) {
      const alone = join(newDirectory(), 'one')
      writeFileSync(alone, line)
      const ended = await verify(both, ['--public-key', alone])
      expect(ended).toMatchObject({ code: 2, output: expect.stringContaining('public key was not given') })
    }
  })

  it('a change of what was recorded under the old key is found with and without it', async () => {
    await attacker.sql.unsafe(`update audit.event e set actor_id = 'x' where id = 7;
      update audit.event e set leaf_hash = audit.leaf_hash(e) where id = 7;
      update audit.seal set leaf_hash = (select leaf_hash from audit.event where id = 7) where event_id = 7`)
    for (const keys of [both, { AUDIT_MAC_KEY: second }])
      expect(await verify(keys)).toMatchObject({
        code: 1,
        output: expect.stringContaining('First bad event: 7:'),
      })
    await attacker.restore()
  })

  it('who forges an event under a key that never was is found out', async () => {
    await attacker.sql
      .unsafe(`insert into audit.event (id, xid, recorded_at, db_role, writer_id, writer_seq, kind, actor_id, canon, mac, leaf_hash)
      overriding system value select 90000, pg_current_xact_id(), now(), 'x', gen_random_uuid(), 1, 'sign_out', 'x',
        convert_to('{"mac_key":"0123456789abcdef","kind":"sign_out","actor_id":"x"}', 'UTF8'), sha256('x'), ''`)
    await attacker.sql.unsafe('update audit.event e set leaf_hash = audit.leaf_hash(e) where id = 90000')
    for (const keys of [both, { AUDIT_MAC_KEY: second }])
      expect(await verify(keys)).toMatchObject({
        code: 1,
        output: expect.stringContaining('its code is wrong'),
      })
    await attacker.restore()
  })

  it('who verifies makes no key', async () => {
    const elsewhere = newDirectory()
    const ended = await verify({ DATA_DIR: elsewhere, AUDIT_MAC_KEY: undefined })
    expect(ended).toMatchObject({ code: 2, output: expect.stringContaining('key of the codes is missing') })
    expect(existsSync(join(elsewhere, 'audit-mac-key'))).toBe(false)
  })
})

describe('the command', () => {
  it('changes the keys of DATA_DIR and keeps what makes the past checkable', async () => {
    const there = newDirectory()
    const keys = { DATA_DIR: there, AUDIT_MAC_KEY: undefined }
    writeFileSync(join(there, 'audit-mac-key'), `${first}\n`, { mode: 0o600 })
    expect(await run('cli/audit-rotate.ts', ['codes'], keys)).toMatchObject({ code: 0 })
    expect(await run('cli/audit-rotate.ts', ['codes'], keys)).toMatchObject({ code: 0 })
    expect(readFileSync(join(there, 'audit-mac-key.old'), 'utf8').split('\n')).toHaveLength(3)
    expect(readFileSync(join(there, 'audit-mac-key'), 'utf8')).not.toContain(first ?? '')
    expect(await run('cli/audit-rotate.ts', ['checkpoints'], keys)).toMatchObject({ code: 0 })
    expect(readFileSync(join(there, 'seal-public-key'), 'utf8').trim().split('\n')).toHaveLength(2)
    for (const file of ['audit-mac-key', 'audit-mac-key.old', 'seal/signing-key'])
      expect(statSync(join(there, file)).mode & 0o777).toBe(0o600)
  })

  it('refuses while the desk runs, where the environment holds the key, and what it does not know', async () => {
    const there = newDirectory()
    writeFileSync(join(there, 'runtime.json'), '{}')
    expect(await run('cli/audit-rotate.ts', ['codes'], { DATA_DIR: there })).toMatchObject({ code: 1 })
    expect(await run('cli/audit-rotate.ts', ['codes'], { AUDIT_MAC_KEY: first })).toMatchObject({ code: 1 })
    expect(await run('cli/audit-rotate.ts', ['everything'])).toMatchObject({ code: 2 })
  })
})

const isRoot = process.getuid?.() === 0
it.runIf(isRoot)('an app under a user of its own cannot read the signing key, and can verify', async () => {
  const there = newDirectory()
  await run('cli/audit-rotate.ts', ['checkpoints'], { DATA_DIR: there })
  // cat, since that user may not be let into the folder that holds this Node.
  const read = (file: string) =>
    new Promise<string>((end) => {
      execFile('/bin/cat', [join(there, file)], { uid: 65_534, gid: 65_534, cwd: '/' }, (error) =>
        end(error ? (/Permission denied/.exec(error.message)?.[0] ?? error.message) : 'read'),
      )
    })
  chmodSync(there, 0o755)
  expect([await read('seal/signing-key'), await read('seal-public-key')]).toEqual([
    'Permission denied',
    'read',
  ])
  // Not by the mode of the file alone.
  chmodSync(join(there, 'seal/signing-key'), 0o644)
  expect(await read('seal/signing-key')).toBe('Permission denied')
})
