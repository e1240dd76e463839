import { expect, it } from 'vitest'
import type { BatchView } from '#lib/batches/view.ts'
import { addSample, paceOf, type Sample } from './pace.ts'

const batch: BatchView = {
  id: '0198f000-0000-7000-8000-000000000000',
  state: 'running',
  name: 'march.csv',
  source: 'file',
  columns: [],
  bytes: null,
  sha256: null,
  reuseMinutes: null,
  reason: null,
  refusal: null,
  created: { by: 'a', byName: 'A', at: '2026-11-20T12:00:00.000Z' },
  started: { by: 'a', byName: 'A', at: '2026-11-20T12:00:00.000Z' },
  approved: null,
  finishedAt: null,
  now: '2026-11-20T12:00:20.000Z',
  progress: {
    rows: 500,
    invalid: 0,
    duplicates: 0,
    answered: {},
    absent: 0,
    toAsk: 500,
    done: 100,
    waiting: 400,
    running: 0,
    cancelled: 0,
    faults: 0,
    connections: [],
  },
}

const seen = (...samples: readonly (readonly [atMs: number, done: number])[]) => {
  let kept: readonly Sample[] = []
  for (const [atMs, done] of samples) kept = addSample(kept, { atMs, done })
  return kept
}

it('is that of the last half minute', () => {
  expect(paceOf(batch, seen([0, 0], [60_000, 500], [70_000, 600], [90_000, 1_000]))).toBeCloseTo(500 / 30)
})

it('is that since the start before enough was seen', () => {
  expect(paceOf(batch, [])).toBe(5)
  expect(paceOf(batch, seen([0, 0], [1_000, 100]))).toBe(5)
  expect(paceOf({ ...batch, now: '2026-11-20T12:00:00.500Z' }, [])).toBeNull()
})

it('begins anew when rows are asked again', () => {
  expect(seen([0, 500], [1_000, 400])).toEqual([{ atMs: 1_000, done: 400 }])
})

it('is none while nothing is asked', () => {
  expect(paceOf({ ...batch, state: 'paused' }, seen([0, 0], [10_000, 50]))).toBeNull()
})
