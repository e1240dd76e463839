import { afterAll, expect, it } from 'vitest'
import { openTestDesk } from '#lib/lookups/testing/desk.ts'
import { killPoints, killThroughBatch } from './testing/kill.ts'

/** `npm run soak -- batch` does it 20 times at each point, in batches of 2,000. */
const desk = await openTestDesk({
  'gr8-demo': {
    timeoutMs: 2_000,
    concurrency: 40,
    requestsPerSecond: 2_000,
    breaker: { failures: 100_000 },
  },
})
afterAll(() => desk.close())

it.each(killPoints)(
  'a worker killed when %s: every row ends once, and is asked once more at most',
  { timeout: 180_000 },
  async (point) => {
    await fetch(`${desk.simulator.http}/_simulator/latency`, { method: 'PUT', body: '{"ms":30}' })
    const report = await killThroughBatch({ point, rows: 300, kills: 1, simulator: desk.simulator.http })
    expect(report).toMatchObject({
      kills: 1,
      unended: 0,
      interrupted: 0,
      withoutOne: 0,
      answeredTwice: 0,
      callsWithoutIntent: 0,
      askedTooOften: 0,
    })
  },
)
