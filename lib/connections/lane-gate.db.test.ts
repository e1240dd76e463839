import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import { closeSql } from '#db/client.ts'
import type { Target } from '#lib/http/target.ts'
import { type LaneGate, openLaneGate } from './lane-gate.ts'

afterAll(closeSql)

const concurrency = 10
/** One is left to single look-ups. */
const places = 9

const target: Target = {
  connectionId: 'shared',
  origins: ['http://127.0.0.1:1'],
  production: false,
  allowAddresses: [],
  certificateAuthority: null,
  limits: {
    timeoutMs: 1_000,
    concurrency,
    requestsPerSecond: 100_000,
    maxResponseBytes: 1_024,
    breaker: { failures: 20, share: 0.5, windowMs: 30_000, probeMs: 10_000 },
  },
}

it(
  'no more calls are under way than there are places while lanes come and go',
  { timeout: 60_000 },
  async () => {
    let inside = 0
    let most = 0
    const call = async (gate: LaneGate) => {
      const lease = await gate.enter(target, new Date(Date.now() + 20_000))
      if (!lease) throw new Error('Not let in.')
      inside += 1
      most = Math.max(most, inside)
      await sleep(60)
      inside -= 1
      lease.leave()
    }
    const callAtOnce = (gate: LaneGate) => Promise.all(Array.from({ length: places }, () => call(gate)))

    // One is idle for so long each time that it renews its places at the moment in which it uses all of them.
    const lasting = openLaneGate(target, places)
    let ended = false
    const others = (async () => {
      while (!ended) {
        const gate = openLaneGate(target, places)
        await callAtOnce(gate)
        await gate.close()
        await sleep(Math.random() * 100)
      }
    })()
    for (let round = 0; round < 20; round += 1) {
      await callAtOnce(lasting)
      await sleep(120)
    }
    ended = true
    await others
    await lasting.close()
    expect(most).toBe(places)
  },
)
