import { openSealer } from '#lib/audit/seal/sealer.ts'
import { recordSome } from './sealed-record.ts'

/** A process that makes or finds its keys as any other, records events, and seals meanwhile. */
const sealer = openSealer({ checkpointMs: 0, idleCheckpointMs: 0 })
const recording = recordSome(60)
for (let round = 0; round < 20; round += 1) await sealer.round()
await recording
await sealer.close()
process.exit(0)
