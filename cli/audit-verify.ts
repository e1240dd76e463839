import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { getCheckpointDir, getPublicKeyFile } from '#lib/audit/checkpoint-dir.ts'
import type { Verification } from '#lib/audit/verify/result.ts'
import { verifyRecord } from '#lib/audit/verify/verify.ts'
import { describeError } from '#lib/describe-error.ts'
import { findDesk } from './running-desk.ts'

const exitCodes: Record<Verification['outcome'], number> = { intact: 0, tampered: 1, unchecked: 2, stale: 3 }
const sayings: Record<Verification['outcome'], string> = {
  intact: 'The record is intact.',
  tampered: 'THE RECORD WAS TAMPERED WITH.',
  unchecked: 'The record could not be checked.',
  stale:
    'The record is intact as far as the newest checkpoint outside the database goes, and that is too old.',
}

/**
 * `npm run audit:verify -- --public-key FILE --checkpoints DIR [--longest-age MINUTES] [--json]`. Writes nothing. With
 * `--json` each line it says is an object: `{"done": …}` now and then, `{"verification": …}` at the end.
 */
leaveWithCaller()
process.exitCode = await main().catch((error: unknown) => {
  console.error(`${sayings.unchecked}\n${describeError(error).message}`)
  return exitCodes.unchecked
})

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      'public-key': { type: 'string' },
      checkpoints: { type: 'string' },
      'longest-age': { type: 'string', default: '10' },
      json: { type: 'boolean', default: false },
    },
  })
  await findDesk()
  const longestAgeMs = Number(values['longest-age']) * 60_000
  if (!(longestAgeMs >= 0)) throw new Error('--longest-age must be a number of minutes.')
  const verification = await verifyRecord({
    publicKey: await readFile(values['public-key'] ?? getPublicKeyFile(), 'utf8'),
    checkpointDir: values.checkpoints ?? getCheckpointDir(),
    longestAgeMs,
    ...(values.json && { onProgress: sayProgress() }),
  })
  console.log(values.json ? JSON.stringify({ verification }) : describe(verification))
  return exitCodes[verification.outcome]
}

/** Where another program runs it and holds a channel to it, it ends with that program. */
function leaveWithCaller(): void {
  if (!process.channel) return
  process.once('disconnect', () => process.exit(exitCodes.unchecked))
  process.channel.unref()
}

/** Says how many events were gone through, at most four times a second. */
function sayProgress(): (done: number) => void {
  let saidAt = 0
  return (done) => {
    if (performance.now() - saidAt < 250) return
    saidAt = performance.now()
    console.log(JSON.stringify({ done }))
  }
}

function describe(found: Verification): string {
  const { outcome, events, seals, unsealed, newestOutside, outsideCheckpoints, durationMs, fault, notices } =
    found
  const where =
    fault && (fault.eventId === null ? fault.text : `First bad event: ${fault.eventId}: ${fault.text}`)
  const counts = `${events} events, ${seals} sealed, ${unsealed} not yet; ${(durationMs / 1000).toFixed(1)} s`
  const newest =
    newestOutside &&
    `${outsideCheckpoints} checkpoints outside, the newest of ${newestOutside.size} leaves at ${newestOutside.signedAt}`
  const lines = [sayings[outcome], where, outcome === 'unchecked' ? null : counts, newest, ...notices]
  return lines.filter((line) => line !== null).join('\n')
}
