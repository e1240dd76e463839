import { execFile } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const directory = mkdtempSync(join(tmpdir(), 'statusdesk-retired-'))
const [first, second] = ['first', 'second'].map((name) => `the ${name} key of codes, long enough`)
const both = { AUDIT_MAC_KEY: second, AUDIT_MAC_KEY_OLD: first }
/** A module that puts a process two days ahead. */
const ahead = `data:text/javascript,${encodeURIComponent(`const day = 864e5, Real = Date
  globalThis.Date = class extends Real {
    constructor(...given) { if (given.length) super(...given); else super(Real.now() + 2 * day) }
    static now() { return Real.now() + 2 * day }
  }`)}`

/** Runs a script in a process of its own, under the keys given. */
function run(args: readonly string[], keys: Record<string, string | undefined>) {
  const env = { ...process.env, DATA_DIR: directory, ...keys }
  return new Promise<{ code: number; output: string }>((end) => {
    const child = execFile(process.execPath, args, { env }, (_error, out, err) =>
      end({ code: child.exitCode ?? -1, output: out + err }),
    )
  })
}
const program = 'lib/audit/testing/write-and-seal.ts'
const checkpoints = ['--checkpoints', join(directory, 'checkpoints')]
const publicKey = ['--public-key', join(directory, 'seal-public-key')]
const verify = () => run(['cli/audit-verify.ts', ...checkpoints, ...publicKey], both)

it('takes nothing that is written under a key long after it was given up', async () => {
  await run([program, '5', 'seal'], { AUDIT_MAC_KEY: first })
  // As in two steps: known to all processes before it is used.
  await run([program, '2', 'seal'], { AUDIT_MAC_KEY: first, AUDIT_MAC_KEY_OLD: second })
  await run([program, '5', 'seal'], both)
  await run([program, '2'], { AUDIT_MAC_KEY: first })
  await run(['--import', ahead, program, '3', 'seal'], both)
  expect(await verify()).toMatchObject({ code: 0, output: expect.stringContaining('is intact') })
  // Who stole it, and dates it as they like.
  await run([program, '1'], { AUDIT_MAC_KEY: first })
  const found = { code: 1, output: expect.stringContaining('which was given up before') }
  expect(await verify()).toMatchObject(found)
  // Sealed too, and by who says that it is the desk's again.
  await run([program, '1', 'seal'], { AUDIT_MAC_KEY: first, AUDIT_MAC_KEY_OLD: second })
  expect(await verify()).toMatchObject(found)
}, 180_000)
