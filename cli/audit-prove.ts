import { writeFile } from 'node:fs/promises'
import { proveEvent } from '#lib/audit/prove.ts'
import { describeError } from '#lib/describe-error.ts'
import { findDesk } from './running-desk.ts'

/** `npm run audit:prove -- EVENT`: writes `event-EVENT.proof.json`. Exit codes: 0 written, 1 not provable, 2 typed wrong. */
process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(describeError(error).message)
  return 1
})

async function main([eventId = '', ...rest]: readonly string[]): Promise<number> {
  if (!/^[1-9]\d{0,17}$/.test(eventId) || rest.length > 0) {
    console.error('npm run audit:prove -- EVENT, the number of an event')
    return 2
  }
  await findDesk()
  const proof = await proveEvent(BigInt(eventId))
  if (!proof) {
    console.error(`Event ${eventId} is not there, or no checkpoint covers it yet: that takes ten seconds.`)
    return 1
  }
  const file = `event-${eventId}.proof.json`
  await writeFile(file, `${JSON.stringify(proof, null, 2)}\n`)
  console.log(
    `${file}: leaf ${proof.leaf_index} of ${proof.tree_size}. Check it with node tools/check-proof.mjs ${file} PUBLIC_KEY_FILE`,
  )
  return 0
}
