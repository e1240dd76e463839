import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { closeSql } from '#db/client.ts'
import { openOwnServer } from '#db/testing/own-server.ts'
import { type KillPoint, type KillReport, killPoints, killThroughBatch } from '#lib/batches/testing/kill.ts'
import { openTestDesk } from '#lib/lookups/testing/desk.ts'

const rows = 2_000
/** A killed lane keeps its places until its lease ends, and meanwhile there is something to do at other points. */
const atOnce = 3

/**
 * Workers killed with SIGKILL at each point of a row's way, 20 times each (or as often as the second argument says), in
 * batches of 2,000 rows. The third argument names points, with commas in between.
 */
export async function run(): Promise<boolean> {
  const kills = Number(process.argv[3] ?? 20)
  const named = process.argv[4]?.split(',')
  const points = killPoints.filter((point) => named === undefined || named.includes(point))
  const server = await openOwnServer()
  const dataDir = join(server.directory, 'desk')
  mkdirSync(dataDir)
  Object.assign(process.env, {
    DATABASE_URL: server.url,
    DATA_DIR: dataDir,
    AUDIT_MAC_KEY: 'a key of soaks that is long enough',
    EVIDENCE_KEY: 'a master key of soaks, long enough',
    // Most of what a kill costs is starting the next process.
    NODE_COMPILE_CACHE: join(server.directory, 'compiled'),
  })
  const desk = await openTestDesk()
  addConnections(desk.file)
  const simulator = desk.simulator.http
  await fetch(`${simulator}/_simulator/latency`, { method: 'PUT', body: '{"ms":30}' })
  const left = [...points]
  const reports: KillReport[] = []
  const kill = async () => {
    for (let point = left.shift(); point; point = left.shift()) {
      const report = await killThroughBatch({
        point,
        rows,
        kills,
        simulator,
        connection: connectionOf(point),
      })
      process.stdout.write(`${JSON.stringify(report)}\n`)
      reports.push(report)
    }
  }
  try {
    await Promise.all(Array.from({ length: atOnce }, kill))
    return reports.length === points.length && reports.every((report) => isGood(report, kills))
  } finally {
    await desk.close()
    await closeSql()
    await server.close()
  }
}

function isGood(report: KillReport, kills: number): boolean {
  const { point, unended, withoutOne, answeredTwice, callsWithoutIntent, askedTooOften, killsHalfRead } =
    report
  const wrong = unended + withoutOne + answeredTwice + callsWithoutIntent + askedTooOften
  return wrong === 0 && report.kills === kills && (point !== 'half_read' || killsHalfRead === kills)
}

function connectionOf(point: KillPoint): string {
  return `gr8-${point.replace('_', '-')}`
}

/** Each point has a connection of its own, since a dead lane's places are those of a connection. */
function addConnections(file: string): void {
  const { connections }: { connections: readonly { readonly id: string }[] } = JSON.parse(
    readFileSync(file, 'utf8'),
  )
  const gr8 = connections.find(({ id }) => id === 'gr8-demo')
  const made = killPoints.map((point) => ({
    ...gr8,
    id: connectionOf(point),
    limits: {
      // The processes share their processors with whatever else runs: what is slow for that is not out of time.
      timeoutMs: 5_000,
      concurrency: 40,
      // So that a kill comes upon few of the replies that drip, and each of them is there for several.
      requestsPerSecond: point === 'half_read' ? 100 : 2_000,
      breaker: { failures: 100_000 },
    },
  }))
  writeFileSync(file, JSON.stringify({ connections: [...connections, ...made] }))
}
