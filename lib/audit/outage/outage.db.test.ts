import { expect, it } from 'vitest'
import { runThroughOutages } from './testing/run.ts'

// `npm run soak -- outage` does the same for longer.
it('keeps what was acknowledged, whole and once, when Postgres is killed under load', async () => {
  const run = await runThroughOutages({ kills: 3, clients: 2 })
  expect(run).toMatchObject({ lost: [], halves: [] })
  expect(run.acknowledged).toBeGreaterThan(100)
  expect(run.verified, run.said).toBe(0)
}, 180_000)
