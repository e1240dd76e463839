import { closeSql } from '#db/client.ts'
import { openReaper } from '#lib/lookups/reap.ts'
import { getLog } from '#lib/log.ts'
import { repeat } from './repeat.ts'

/** The worker process: what happens without anybody asking. Any number of them may run. */
const stopping = new AbortController()
const log = getLog()

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())

log.info('worker runs')
await repeat('reaper', 2000, openReaper(), stopping.signal)
await closeSql()
log.info('worker stopped')
process.exit(0)
