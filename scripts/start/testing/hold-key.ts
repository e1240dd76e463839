import { readFileSync } from 'node:fs'
import { url } from 'node:inspector'
import { setTimeout as sleep } from 'node:timers/promises'
import { openSigningKey } from '#lib/audit/seal/signing-key.ts'
import { getSigningKeyFile } from '#lib/audit/checkpoint-dir.ts'

// As the worker: makes and reads the key, keeps it, and tells, when asked by a signal, whether a debugger could get it.
openSigningKey()
const held = readFileSync(getSigningKeyFile(), 'utf8')
process.on('SIGUSR2', async () => {
  await sleep(300)
  process.stdout.write(`${JSON.stringify({ debugger: url() ?? null, held: held.length })}\n`)
})
process.stdout.write(`${JSON.stringify({ reads: held.includes('PRIVATE KEY') })}\n`)
setInterval(() => {}, 60_000)
