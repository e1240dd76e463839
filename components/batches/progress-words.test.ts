import { expect, it } from 'vitest'
import { percentOf, progressWords, rateWords, spanWords } from './progress-words.ts'

const standing = { done: 812, toAsk: 1_284, faults: 9, rate: 4, moving: true }

it('says how far it is, how many failed and how long it takes', () => {
  expect(progressWords(standing)).toBe('812 of 1,284 · 9 faults · about 2 min left')
  expect(progressWords({ ...standing, faults: 1, rate: null })).toBe('812 of 1,284 · 1 fault')
  expect(progressWords({ ...standing, faults: 0, moving: false })).toBe('812 of 1,284')
  expect(progressWords({ ...standing, done: 1_284 })).toBe('1,284 of 1,284 · 9 faults')
})

it('is not all done before all is', () => {
  expect(percentOf(99_999, 100_000)).toBe(99)
  expect(percentOf(100_000, 100_000)).toBe(100)
  expect(percentOf(0, 0)).toBe(100)
})

it('is as rough as what is known', () => {
  expect([3, 62, 100, 3_600, 7_200, 400_000].map((seconds) => spanWords(seconds))).toEqual([
    'less than 10 s',
    'about 70 s',
    'about 2 min',
    'about 60 min',
    'about 2 h',
    'about 5 days',
  ])
  expect([null, 0, 0.25, 250.4].map((rate) => rateWords(rate))).toEqual([
    null,
    null,
    '0.3 rows a second',
    '250 rows a second',
  ])
})
