import { setTimeout as sleep } from 'node:timers/promises'
import { closeSql } from '#db/client.ts'
import { recordSome, sealAll } from './sealed-record.ts'

/** Records so many events and, told `seal`, seals them: a process of its own, with the keys of its environment. */
const [count = '10', what] = process.argv.slice(2)
await recordSome(Number(count))
if (what === 'seal') {
  // The newest transaction that may still be open holds up the last event.
  await sealAll()
  await sleep(50)
  await sealAll()
}
await closeSql()
