import { appendFileSync, chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { getSigningKeyFile } from '#lib/audit/checkpoint-dir.ts'
import { getMacKeyFile, getOldMacKeysFile } from '#lib/audit/mac.ts'
import { newPrivateKey, openSigningKey } from '#lib/audit/seal/signing-key.ts'
import { describeError } from '#lib/describe-error.ts'
import { getEnv } from '#lib/env.ts'
import { newSecret } from '#lib/secret-file.ts'

const usage = 'npm run audit:rotate -- codes|checkpoints, while the desk does not run'

/**
 * `npm run audit:rotate -- codes|checkpoints`: a new key in DATA_DIR for what is recorded from now on. Exit codes: 0 done,
 * 1 not done, 2 typed wrong.
 */
process.exitCode = main(process.argv.slice(2))

function main([which, ...rest]: readonly string[]): number {
  if ((which !== 'codes' && which !== 'checkpoints') || rest.length > 0) {
    console.error(usage)
    return 2
  }
  try {
    // A process that goes on under the key that it read would be taken for somebody who does not know the new one.
    if (existsSync(join(getEnv().DATA_DIR, 'runtime.json'))) throw new Error('Stop the desk first.')
    console.log(which === 'codes' ? rotateCodes() : rotateCheckpoints())
    return 0
  } catch (error) {
    console.error(describeError(error).message)
    return 1
  }
}

function rotateCodes(): string {
  if (getEnv().AUDIT_MAC_KEY)
    throw new Error(
      'AUDIT_MAC_KEY is set: add its value to AUDIT_MAC_KEY_OLD, on a line, and give it a new one.',
    )
  const path = getMacKeyFile()
  const old = readFileSync(path, 'utf8').trim()
  // The old one is safe before it is replaced; twice in the file does no harm.
  appendFileSync(getOldMacKeysFile(), `${old}\n`, { mode: 0o600 })
  replaceFile(path, newSecret())
  return `Codes are made under a new key. Keep ${getOldMacKeysFile()} as long as what was recorded before.`
}

function rotateCheckpoints(): string {
  if (getEnv().AUDIT_SIGNING_KEY) throw new Error('AUDIT_SIGNING_KEY is set: give it a new value.')
  // Sees to it that the public half of the old one is known.
  openSigningKey()
  replaceFile(getSigningKeyFile(), newPrivateKey())
  openSigningKey()
  return 'Checkpoints are signed with a new key; the old one is gone. Hand the new line of seal-public-key to whoever verifies.'
}

function replaceFile(path: string, text: string): void {
  writeFileSync(`${path}.new`, `${text.trim()}\n`, { mode: 0o600 })
  chmodSync(`${path}.new`, 0o600)
  renameSync(`${path}.new`, path)
}
