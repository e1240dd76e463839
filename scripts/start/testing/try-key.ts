import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, openSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { getSigningKeyFile } from '#lib/audit/checkpoint-dir.ts'
import { readOrMakeSecretFile } from '#lib/secret-file.ts'

// As the app: tries every way to the key of the worker, whose number is given, and says how each ended.
const worker = process.argv[2] ?? ''
const key = getSigningKeyFile()
const ways: Readonly<Record<string, () => unknown>> = {
  'the file': () => readFileSync(key),
  'the directory': () => readdirSync(dirname(key)),
  'giving the directory to itself': () => chownSync(dirname(key), 0, 0),
  'opening the directory to everybody': () => chmodSync(dirname(key), 0o777),
  'being its user': () => execFileSync('/bin/cat', [key], { stdio: 'pipe', uid: 65_533 }),
  'a child of its own': () => execFileSync('/bin/cat', [key], { stdio: 'pipe' }),
  'the environment of the worker': () => readFileSync(`/proc/${worker}/environ`),
  'the root of the worker': () => readFileSync(join(`/proc/${worker}/root`, key)),
  'the memory of the worker': () => openSync(`/proc/${worker}/mem`, 'r'),
  'the open files of the worker': () => readlinkSync(`/proc/${worker}/fd/1`),
  // What it does need.
  'a key that both have': () => readOrMakeSecretFile(join(dirname(dirname(key)), 'secret'), () => 'new'),
}
const ended = Object.entries(ways).map(([name, way]) => [name, tryOne(way)])
process.kill(Number(worker), 'SIGUSR1')
process.kill(Number(worker), 'SIGUSR2')
process.stdout.write(`${JSON.stringify(Object.fromEntries(ended))}\n`)

function tryOne(way: () => unknown): string {
  try {
    way()
    return 'done'
  } catch (error) {
    return /EACCES|EPERM|Permission denied/.exec(String(error))?.[0] ?? String(error)
  }
}
