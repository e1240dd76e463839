import { expect, it } from 'vitest'
import type { BatchView } from '#lib/batches/view.ts'
import { describeProgress, exitCodeOf } from './batch-progress.ts'

const tally = { toAsk: 4_000, done: 1_000, waiting: 2_990, running: 10, cancelled: 0, faults: 0 }
const done = { by: 'x', byName: 'x', at: '2026-11-20T12:00:00Z' }

function view(state: BatchView['state'], changed: Partial<BatchView['progress']> = {}): BatchView {
  return {
    id: '0198f000-0000-7000-8000-000000000000',
    state,
    name: 'march.csv',
    source: 'cli',
    columns: ['id'],
    bytes: 1,
    sha256: null,
    reuseMinutes: null,
    reason: null,
    refusal: null,
    created: done,
    started: done,
    approved: null,
    finishedAt: null,
    now: done.at,
    progress: {
      ...tally,
      rows: 4_000,
      invalid: 0,
      duplicates: 0,
      answered: {},
      absent: 0,
      connections: [],
      ...changed,
    },
  }
}

it('draws how far it is, how fast, and how long it takes', () => {
  const line = describeProgress(view('running', { faults: 3 }), { at: 0, done: 0 }, 10_000)
  expect(line).toBe('[######------------------] 25 % · 1,000 of 4,000 rows · 3 faults · 100/s · 30 s left')
})

it('says that it does not run, and knows no rate then', () => {
  const line = describeProgress(view('awaiting_approval', { done: 0 }), { at: 0, done: 0 }, 10_000)
  expect(line).toBe(`[${'-'.repeat(24)}] 0 % · 0 of 4,000 rows · awaiting approval`)
})

it('tells by the exit code how it ended', () => {
  expect(exitCodeOf(view('finished'))).toBe(0)
  expect(exitCodeOf(view('finished', { faults: 1 }))).toBe(3)
  expect(exitCodeOf(view('finished', { invalid: 1 }))).toBe(3)
  expect(exitCodeOf(view('cancelled'))).toBe(4)
})
