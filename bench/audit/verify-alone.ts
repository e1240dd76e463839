import { readFile } from 'node:fs/promises'
import { resourceUsage } from 'node:process'
import { getCheckpointDir, getPublicKeyFile } from '#lib/audit/checkpoint-dir.ts'
import { verifyRecord } from '#lib/audit/verify/verify.ts'

/** Verifies the record in a process of its own and prints what it found and the most memory it held. */
const found = await verifyRecord({
  publicKey: await readFile(getPublicKeyFile(), 'utf8'),
  checkpointDir: getCheckpointDir(),
  settleMs: 0,
})
console.log(JSON.stringify({ ...found, maxRssMb: resourceUsage().maxRSS / 1024 }))
