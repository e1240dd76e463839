import { closeSql } from '#db/client.ts'
import { openReaper } from '#lib/lookups/reap.ts'
import { dropOldIdempotencyKeys } from '#lib/lookups/store.ts'
import { getLog } from '#lib/log.ts'
import { repeat } from './repeat.ts'

/** The worker process: what happens without anybody asking. Any number of them may run. */
const stopping = new AbortController()
const log = getLog()

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())

log.info('worker runs')
await Promise.all([
  repeat('reaper', 2_000, openReaper(), stopping.signal),
  repeat('idempotency keys', 3_600_000, dropOldIdempotencyKeys, stopping.signal),
])
await closeSql()
log.info('worker stopped')
process.exit(0)
