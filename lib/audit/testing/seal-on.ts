import { openSealer } from '#lib/audit/seal/sealer.ts'

/** Seals until it is killed, in small batches, with a checkpoint whenever it has caught up; says when it begins. */
const sealer = openSealer({ checkpointMs: 0, idleCheckpointMs: 0, batchSize: 200 })
process.stdout.write('seals\n')
for (;;) await sealer.round()
