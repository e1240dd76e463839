import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { closeSql, getSql } from '#db/client.ts'
import { openOwnServer } from '#db/testing/own-server.ts'
import { gr8Rows, makeRunning } from '#lib/batches/testing/make-batch.ts'
import { reckon } from '#lib/batches/testing/reckon.ts'
import { endProcesses, startWorkers, waitForEnd } from '#lib/batches/testing/workers.ts'
import { actorOf, openTestDesk } from '#lib/lookups/testing/desk.ts'

const rows = 2_000
const atOnce = 3
/** A killed worker's lanes are given to others when its jobs have been silent for ten seconds. */
const longestMs = 15 * 60_000

/**
 * Three workers as they run in production, of which one after the other is killed with SIGKILL and another started, 20 times
 * (or as often as the second argument says), wherever they happen to be in a batch of 2,000 rows.
 */
export async function run(): Promise<boolean> {
  const wanted = Number(process.argv[3] ?? 20)
  const server = await openOwnServer()
  const dataDir = join(server.directory, 'desk')
  mkdirSync(dataDir)
  Object.assign(process.env, { DATABASE_URL: server.url, DATA_DIR: dataDir })
  // So slow that kills come all along its way.
  const desk = await openTestDesk({
    'gr8-demo': { timeoutMs: 10_000, concurrency: 40, requestsPerSecond: 40, breaker: { failures: 100_000 } },
  })
  const simulator = desk.simulator.http
  await fetch(`${simulator}/_simulator/latency`, { method: 'PUT', body: '{"ms":200}' })
  let workers = [...startWorkers(atOnce, dataDir)]
  try {
    const batchId = await makeRunning(actorOf('finance'), gr8Rows(rows))
    const kills: number[] = []
    while (kills.length < wanted) {
      const asked = await countAsked(batchId)
      // The next when more has been asked, so that a kill finds something under way.
      while ((await countAsked(batchId)) < Math.min(rows, asked + rows / (wanted + 5))) await sleep(200)
      const [victim, ...others] = workers
      if (victim) await endProcesses([victim], 'SIGKILL')
      kills.push(Date.now())
      workers = [...others, ...startWorkers(1, dataDir)]
    }
    await waitForEnd([batchId], longestMs)
    const report = { kills: kills.length, rows, ...(await reckon(batchId, kills, simulator)) }
    process.stdout.write(`${JSON.stringify(report)}\n`)
    const { unended, withoutOne, answeredTwice, callsWithoutIntent, askedTooOften } = report
    return unended + withoutOne + answeredTwice + callsWithoutIntent + askedTooOften === 0
  } finally {
    await endProcesses(workers, 'SIGKILL')
    await desk.close()
    await closeSql()
    await server.close()
  }
}

async function countAsked(batchId: string): Promise<number> {
  const [row] = await getSql()<{ count: number }[]>`
    select count(*)::int as count from batch_item where batch_id = ${batchId} and state = 'done'`
  return row?.count ?? 0
}
