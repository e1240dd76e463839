import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { closeSql } from '#db/client.ts'
import { openOwnServer } from '#db/testing/own-server.ts'
import { killPoints, killThroughBatch } from '#lib/batches/testing/kill.ts'
import { openTestDesk } from '#lib/lookups/testing/desk.ts'

/**
 * Workers killed with SIGKILL at each point of a row's way, 20 times each (or as often as the second argument says), in
 * batches of 2,000 rows.
 */
export async function run(): Promise<boolean> {
  const kills = Number(process.argv[3] ?? 20)
  const server = await openOwnServer()
  const dataDir = join(server.directory, 'desk')
  mkdirSync(dataDir)
  const keys = {
    AUDIT_MAC_KEY: 'a key of soaks that is long enough',
    EVIDENCE_KEY: 'a master key of soaks, long enough',
  }
  Object.assign(process.env, { DATABASE_URL: server.url, DATA_DIR: dataDir, ...keys })
  const desk = await openTestDesk({
    'gr8-demo': {
      timeoutMs: 1_500,
      concurrency: 400,
      requestsPerSecond: 2_000,
      breaker: { failures: 100_000 },
    },
  })
  await fetch(`${desk.simulator.http}/_simulator/latency`, { method: 'PUT', body: '{"ms":30}' })
  try {
    let good = true
    for (const point of killPoints) {
      const report = await killThroughBatch({ point, rows: 2_000, kills, simulator: desk.simulator.http })
      process.stdout.write(`${JSON.stringify(report)}\n`)
      const { unended, withoutOne, answeredTwice, callsWithoutIntent, askedTooOften } = report
      good &&= unended + withoutOne + answeredTwice + callsWithoutIntent + askedTooOften === 0
      good &&= report.kills === kills
    }
    return good
  } finally {
    await desk.close()
    await closeSql()
    await server.close()
  }
}
