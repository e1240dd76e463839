import { closeSql } from '#db/client.ts'
import { openSealingAlarm } from '#lib/audit/sealing-delay.ts'
import { openLostNumbers } from '#lib/audit/seal/lost-numbers.ts'
import { openSealer } from '#lib/audit/seal/sealer.ts'
import { restoreMappings } from '#lib/batches/remap.ts'
import { endUnconnected } from '#lib/batches/unconnected.ts'
import { sweepSchedules } from '#lib/batches/schedule-sweep.ts'
import { openRetention } from '#lib/evidence/retention.ts'
import { openReaper } from '#lib/lookups/reap.ts'
import { sealRecorded } from '#lib/lookups/seal-recorded.ts'
import { dropBatchSecrets } from '#lib/batches/intake-store.ts'
import { dropOldIdempotencyKeys } from '#lib/lookups/store.ts'
import { getLog } from '#lib/log.ts'
import { openBatchWorker } from './batches.ts'
import { hasItsKeys } from './check-keys.ts'
import { repeat } from './repeat.ts'

/** The worker process: what happens without anybody asking. Any number of them may run. */
const stopping = new AbortController()
const log = getLog()

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())

if (!(await hasItsKeys(stopping.signal))) process.exit(1)
log.info('worker runs')
const sealer = openSealer()
const lostNumbers = openLostNumbers()
const batches = openBatchWorker(stopping.signal)
await Promise.all([
  repeat('reaper', 2_000, openReaper(), stopping.signal),
  repeat('idempotency keys', 3_600_000, dropOldIdempotencyKeys, stopping.signal),
  repeat('sealer', 1_000, sealer.round, stopping.signal),
  repeat('alarm of sealing', 5_000, openSealingAlarm(), stopping.signal),
  repeat('lost numbers', 30_000, lostNumbers.round, stopping.signal),
  repeat('sealing of what was recorded in clear', 5_000, sealRecorded, stopping.signal),
  repeat('batches', 1_000, batches.round, stopping.signal),
  repeat('mappings that broke off', 10_000, restoreMappings, stopping.signal),
  repeat('rows without a connection', 60_000, endUnconnected, stopping.signal),
  repeat('schedules of batches', 10_000, sweepSchedules, stopping.signal),
  repeat('secret cells of batches', 3_600_000, dropBatchSecrets, stopping.signal),
  repeat('retention', 3_600_000, openRetention(), stopping.signal),
])
await batches.close()
await Promise.all([sealer.close(), lostNumbers.close()])
await closeSql()
log.info('worker stopped')
process.exit(0)
