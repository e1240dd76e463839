import { describe, expect, it } from 'vitest'
import { countUnintended, type MadeLookup, whyAskedAgain } from './reckon.ts'

const answered: MadeLookup = {
  askedMs: 100,
  answeredMs: 200,
  outcome: 'answered',
  fault: null,
  status: 200,
  exchanges: 1,
  intended: true,
}
const lost: MadeLookup = { ...answered, outcome: 'interrupted', status: null, exchanges: 0 }
const timedOut: MadeLookup = { ...answered, outcome: 'fault', fault: 'timeout', status: null, exchanges: 3 }
const later = (lookup: MadeLookup, byMs: number): MadeLookup => ({
  ...lookup,
  askedMs: lookup.askedMs + byMs,
  answeredMs: lookup.answeredMs + byMs,
})

describe('why a row was asked once more', () => {
  it('is said by a fault worth it, and by a kill while it was under way', () => {
    expect(whyAskedAgain([answered], [])).toEqual([])
    expect(whyAskedAgain([timedOut, later(answered, 200)], [])).toEqual(['fault'])
    expect(whyAskedAgain([lost, later(answered, 200)], [150])).toEqual(['kill'])
    expect(whyAskedAgain([lost, later(lost, 200), later(answered, 400)], [150, 350])).toEqual([
      'kill',
      'kill',
    ])
    const failed: MadeLookup = { ...timedOut, fault: 'provider_error', status: 503 }
    expect(whyAskedAgain([failed, later(answered, 200)], [])).toEqual(['fault'])
  })

  it.each<[string, readonly MadeLookup[], readonly number[]]>([
    ['an answer', [answered, later(answered, 200)], [150]],
    ['a fault that asking again does not mend', [{ ...timedOut, fault: 'unauthorized' }, answered], []],
    ['a refusal', [{ ...timedOut, fault: 'provider_error', status: 400 }, answered], []],
    ['an interruption before the kill', [lost, later(answered, 200)], [250]],
    ['an interruption after the kill', [lost, later(answered, 200)], [50]],
    ['an interruption that nothing came after', [lost], []],
  ])('is not said by %s', (_, lookups, kills) => {
    expect(whyAskedAgain(lookups, kills)).toEqual(['nothing'])
  })

  it('is said once by a kill', () => {
    const over: MadeLookup = { ...lost, askedMs: 140 }
    expect(whyAskedAgain([lost, over, later(answered, 200)], [150])).toEqual(['kill', 'nothing'])
  })
})

it('counts calls that no look-up stands for', () => {
  expect(countUnintended([answered], [120])).toBe(0)
  expect(countUnintended([answered], [90])).toBe(1)
  expect(countUnintended([answered], [120, 130])).toBe(1)
  expect(countUnintended([timedOut], [120, 130, 140])).toBe(0)
  expect(countUnintended([lost, later(answered, 200)], [120, 130, 140, 310])).toBe(0)
  expect(countUnintended([lost, later(answered, 200)], [120, 130, 140, 150, 310])).toBe(1)
  expect(countUnintended([{ ...answered, intended: false }], [120])).toBe(1)
  expect(countUnintended([], [120])).toBe(1)
})
