import { setTimeout as sleep } from 'node:timers/promises'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { getSql } from '#db/client.ts'
import { openOwnServer } from '#db/testing/own-server.ts'
import { actorOf, openTestDesk } from '#lib/lookups/testing/desk.ts'
import { gr8Rows, makeRunning, readRows } from './testing/make-batch.ts'
import { endProcesses, startWorkers, waitForEnd } from './testing/workers.ts'

const finance = actorOf('finance')
const server = await openOwnServer()
process.env['DATABASE_URL'] = server.url
const desk = await openTestDesk({ 'gr8-demo': { concurrency: 20, requestsPerSecond: 100 } })
const dataDir = join(server.directory, 'desk')
mkdirSync(dataDir)
const workers = startWorkers(1, dataDir)
afterAll(async () => {
  await endProcesses(workers, 'SIGKILL')
  await desk.close()
  await getSql().end({ timeout: 1 })
  await server.close()
})

it(
  'Postgres is killed during a batch, twice, and the batch goes on by itself',
  { timeout: 120_000 },
  async () => {
    const batchId = await makeRunning(finance, gr8Rows(900))
    const done = async () => (await readRows(batchId)).filter(({ state }) => state === 'done').length
    for (const least of [100, 400]) {
      while ((await done().catch(() => 0)) < least) await sleep(100)
      await server.kill()
      await sleep(1_500)
      await server.startAgain()
    }
    for (;;) {
      const ended = await waitForEnd([batchId], 90_000).then(
        () => true,
        () => false,
      )
      if (ended) break
    }
    const rows = await readRows(batchId)
    expect(rows.filter(({ status }) => status === 'succeeded')).toHaveLength(900)
    const [wrong] = await getSql()<{ count: number }[]>`
    select count(*)::int as count from lookup l where l.request_id = ${batchId}
      and (select count(*) from lookup_outcome o where o.lookup_id = l.id and not o.late) <> 1`
    expect(wrong).toEqual({ count: 0 })
    // Nobody is asked again but about what was on its way.
    expect((await desk.calls()).length).toBeLessThan(1_100)
  },
)
