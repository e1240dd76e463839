import type { Bare } from './bare.ts'
import { type Flight, manyConnection, type Protocol, singleConnection } from './connections.ts'
import type { BenchDesk } from './desk.ts'
import { runBatch, settle } from './rows.ts'
import { over, perSecond } from './table.ts'

const rounds = 2

/** What is asked in one line of a table. */
export type Way = { readonly latencyMs: number } & (
  | { readonly many: true }
  | { readonly many: false; readonly protocol: Protocol; readonly flight: Flight }
)

/**
 * So many rows by undici alone and by the desk, by turns; the better turn of each, since what else the machine does only
 * ever takes time. Gives a line of a table: rates, the ratio of the times, and what the simulator saw of the desk.
 */
export async function compare(
  desk: BenchDesk,
  bare: Bare,
  way: Way,
  rows: number,
): Promise<readonly string[]> {
  await desk.simulator.setLatency(way.latencyMs)
  const bareMs: number[] = []
  const deskMs: number[] = []
  let saw = ''
  for (let round = 0; round < rounds; round += 1) {
    await settle()
    bareMs.push(await runBare(bare, way, rows))
    await clearStats(desk)
    deskMs.push(await runBatch(connectionOf(way), rows))
    saw = await readStats(desk, way)
  }
  const [bestBare, bestDesk] = [Math.min(...bareMs), Math.min(...deskMs)]
  return [perSecond(rows, bestBare), perSecond(rows, bestDesk), over(bestDesk, bestBare), saw]
}

/** What the lines of `compare` hold. */
export const compared = ['bare', 'desk', 'time', 'seen of the desk'] as const

export function connectionOf(way: Way): string {
  return way.many ? manyConnection : singleConnection(way.protocol, way.flight)
}

function runBare(bare: Bare, way: Way, rows: number): Promise<number> {
  return way.many ? bare.many(rows) : bare.single(way.protocol, way.flight, rows)
}

async function clearStats({ simulator }: BenchDesk): Promise<void> {
  await fetch(`${simulator.http}/_simulator/calls`, { method: 'DELETE' })
}

async function readStats({ simulator }: BenchDesk, way: Way): Promise<string> {
  const stats = await (await fetch(`${simulator.http}/_simulator/stats`)).json()
  const { total, maxInFlight, httpVersions } = stats[way.many ? 'fungamess' : 'gr8-tech']
  return `${total} calls, ${maxInFlight} at once, HTTP/${Object.keys(httpVersions).join(' and ')}`
}
