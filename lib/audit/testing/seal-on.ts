import { openSealer } from '#lib/audit/seal/sealer.ts'

/** Seals until it is killed, in small batches, with a checkpoint after each; says so when it has begun. */
const sealer = openSealer({ checkpointMs: 0, idleCheckpointMs: 0, batchSize: 50 })
for (;;) {
  const sealed = await sealer.round()
  process.stdout.write(`${sealed}\n`)
}
