import { describe, expect, test } from 'vitest'
import type { Amount } from '#lib/providers/answer.ts'
import type { AmountKind, Status } from '#lib/providers/vocabulary.ts'
import { findVerdict } from './verdict.ts'

const eur = (amount: string, kind: AmountKind = 'total'): Amount => ({ kind, amount, currency: 'EUR' })
const answered = (status: Status, amounts: readonly Amount[] = [], final: boolean | null = true) =>
  ({ outcome: 'answered', status, final, amounts }) as const
const absent = { outcome: 'absent', status: null, final: null, amounts: [] } as const
const waiting = { outcome: null, status: null, final: null, amounts: [] } as const

describe('findVerdict', () => {
  test('needs two answers', () => {
    expect(findVerdict([])).toBeNull()
    expect(findVerdict([answered('succeeded'), absent, waiting])).toBeNull()
    expect(findVerdict([answered('succeeded'), answered('succeeded')])).not.toBeNull()
  })

  test('equal statuses and values agree, however they are written', () => {
    const verdict = findVerdict([
      answered('succeeded', [eur('50.5')]),
      answered('succeeded', [eur('50.50')]),
      answered('succeeded', [eur('505e-1')]),
    ])
    expect(verdict).toMatchObject({ kind: 'agree', differences: [], amountsCompared: true })
  })

  test('who did not answer is named and not counted', () => {
    const verdict = findVerdict([answered('succeeded'), absent, answered('succeeded'), waiting])
    expect(verdict).toMatchObject({ kind: 'agree', unanswered: [absent, waiting] })
    expect(verdict?.cells).toHaveLength(2)
  })

  test('different statuses disagree', () => {
    const verdict = findVerdict([answered('succeeded', [eur('42.00')]), answered('declined')])
    expect(verdict).toMatchObject({
      kind: 'disagree',
      differences: ['status'],
      amountsCompared: false,
      mayChange: false,
    })
    expect(verdict?.cells.map(({ amount }) => amount)).toEqual([[eur('42.00')], []])
  })

  test('a difference may go away while one of them is not final', () => {
    const verdict = findVerdict([answered('succeeded'), answered('pending', [], false)])
    expect(verdict).toMatchObject({ kind: 'disagree', mayChange: true })
    expect(findVerdict([answered('pending', [], false), answered('pending', [], false)])).toMatchObject({
      kind: 'agree',
      mayChange: false,
    })
  })

  test('values that differ in the last digit disagree', () => {
    const verdict = findVerdict([
      answered('succeeded', [eur('18446744073709551615')]),
      answered('succeeded', [eur('18446744073709551616')]),
    ])
    expect(verdict).toMatchObject({ kind: 'disagree', differences: ['amount'] })
  })

  test('another currency disagrees, and its digits are not compared', () => {
    const usd = { kind: 'total', amount: '51', currency: 'USD' } as const
    const verdict = findVerdict([answered('succeeded', [eur('50')]), answered('succeeded', [usd])])
    expect(verdict).toMatchObject({ kind: 'disagree', differences: ['currency'] })
  })

  test('parts are compared as their sum, and shown without those of no value', () => {
    const parts = [eur('7.10', 'cash'), eur('2.05', 'bonus'), eur('0.0', 'locked')]
    const verdict = findVerdict([answered('succeeded', parts), answered('succeeded', [eur('9.15')])])
    expect(verdict).toMatchObject({ kind: 'agree', amountsCompared: true })
    expect(verdict?.cells[0]?.amount).toEqual(parts.slice(0, 2))
    const nothing = findVerdict([answered('succeeded', [eur('0', 'cash'), eur('0.0', 'bonus')]), absent])
    expect(nothing).toBeNull()
  })

  test('a total is not added to its parts', () => {
    const verdict = findVerdict([
      answered('succeeded', [eur('10'), eur('9', 'cash'), eur('1', 'jackpot')]),
      answered('succeeded', [eur('10.00', 'cash')]),
    ])
    expect(verdict).toMatchObject({ kind: 'agree' })
  })

  test('amounts without a currency, or that are no decimals, are not compared', () => {
    const bare = { kind: 'total', amount: '5', currency: null } as const
    expect(findVerdict([answered('succeeded', [bare]), answered('succeeded', [eur('6')])])).toMatchObject({
      kind: 'agree',
      amountsCompared: false,
    })
    expect(
      findVerdict([answered('succeeded', [eur('1e9999999')]), answered('succeeded', [eur('6')])]),
    ).toMatchObject({ kind: 'agree', amountsCompared: false })
  })

  test('a balance and an unknown status cannot be compared', () => {
    const balance = findVerdict([answered('succeeded'), answered('not_applicable', [], null)])
    expect(balance).toMatchObject({ kind: 'not_comparable' })
    expect(balance?.cells.map(({ leftOut }) => leftOut)).toEqual([null, 'balance'])
    const unknown = findVerdict([answered('unknown', [], null), answered('failed')])
    expect(unknown).toMatchObject({ kind: 'not_comparable' })
    expect(findVerdict([answered('unknown'), answered('failed'), answered('failed')])).toMatchObject({
      kind: 'agree',
    })
  })
})
