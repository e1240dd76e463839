import { openBare } from './bare.ts'
import { flights, protocols } from './connections.ts'
import type { BenchDesk } from './desk.ts'
import { startWorkers } from './processes.ts'
import { compare, compared, type Way } from './turns.ts'
import { runBatch } from './rows.ts'
import { sayTable } from './table.ts'

const warmUpRows = 300

/** Rows that are a call each, at 50 ms, with so many under way at once, over both versions of HTTP. */
export function measureSingle(desk: BenchDesk, rows: number): Promise<void> {
  const ways = protocols.flatMap((protocol) =>
    flights.map((flight) => {
      const name = `HTTP/${protocol === 'h1' ? '1.1' : '2'}, ${flight} in flight${flight === 100 ? ' (aim: 1.25 ×)' : ''}`
      return [name, { many: false, protocol, flight, latencyMs: 50 }] as const
    }),
  )
  return measure(desk, `${rows} rows, a call each, simulator at 50 ms, 1 worker`, ways, rows, [1])
}

/** The same with a simulator that answers at once: what the desk itself can do. */
export function measureFree(desk: BenchDesk, rows: number): Promise<void> {
  const ways = protocols.map(
    (protocol) => [`HTTP/${protocol === 'h1' ? '1.1' : '2'}, 100 in flight`, single(protocol, 0)] as const,
  )
  return measure(desk, `${rows} rows, a call each, simulator at 0 ms, 1 worker`, ways, rows, [1])
}

/** Rows a thousand of which are one call. */
export function measureMany(desk: BenchDesk, rows: number): Promise<void> {
  const ways = [['1000 rows a call', { many: true, latencyMs: 50 }]] as const
  return measure(desk, `${rows} rows, a thousand a call, simulator at 50 ms, 1 worker`, ways, rows, [1])
}

/** One, two and four workers at the same rows. */
export function measureWorkers(desk: BenchDesk, rows: number): Promise<void> {
  const ways = [
    ['50 ms, 100 in flight', single('h1', 50)],
    ['0 ms, 100 in flight', single('h1', 0)],
    ['1000 rows a call, ten times the rows', { many: true, latencyMs: 50 }],
  ] as const
  return measure(desk, `${rows} rows by several workers`, ways, rows, [1, 2, 4])
}

function single(protocol: 'h1' | 'h2', latencyMs: number): Way {
  return { many: false, protocol, flight: 100, latencyMs }
}

async function measure(
  desk: BenchDesk,
  title: string,
  ways: readonly (readonly [name: string, way: Way])[],
  rows: number,
  workerCounts: readonly number[],
): Promise<void> {
  const bare = await openBare(desk)
  const lines: string[][] = []
  try {
    for (const count of workerCounts) {
      const workers = await startWorkers(desk, count)
      try {
        await desk.simulator.setLatency(0)
        await bare.single('h1', 50, warmUpRows)
        await runBatch('h1-50', warmUpRows)
        for (const [name, way] of ways) {
          const several = workerCounts.length > 1
          // A few calls of a thousand rows are no work for four.
          const asked = several && way.many ? rows * 10 : rows
          const label = several ? `${name}, workers: ${count}` : name
          lines.push([label, ...(await compare(desk, bare, way, asked))])
        }
      } finally {
        await Promise.all(workers.map((worker) => worker.stop()))
      }
    }
  } finally {
    await bare.close()
  }
  sayTable(title, compared, lines)
}
