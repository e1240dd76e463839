import { equalDecimals, isDecimal, sumDecimals } from '#lib/money/decimal.ts'
import type { Amount } from '#lib/providers/answer.ts'
import type { PublicLookup } from './public.ts'

type Judged = Pick<PublicLookup, 'outcome' | 'status' | 'final' | 'amounts'>

export type Difference = 'status' | 'currency' | 'amount'

/** What one connection contributes to a verdict. */
export interface VerdictCell<Lookup> {
  readonly lookup: Lookup
  /** Null when it can be compared. */
  readonly leftOut: 'balance' | 'unknown_status' | null
  /** The amount of the transaction as sent: its total, or the parts that make it up. */
  readonly amount: readonly Amount[]
}

/** Whether what several connections answered about one transaction fits together. */
export interface Verdict<Lookup> {
  readonly kind: 'agree' | 'disagree' | 'not_comparable'
  readonly differences: readonly Difference[]
  /** Fewer than two told an amount and a currency: only the statuses were compared. */
  readonly amountsCompared: boolean
  /** They differ, and at least one of them can still change. */
  readonly mayChange: boolean
  readonly cells: readonly VerdictCell<Lookup>[]
  /** Asked too, and not answered: absent, at fault, interrupted or awaited. */
  readonly unanswered: readonly Lookup[]
}

/**
 * Compares the answered look-ups of one transaction, one for each connection: statuses, then amounts by value in
 * equal currencies, so that `50.5` and `50.50` agree. Balances say nothing of a transaction and an unknown status
 * is no status, so both are left out. Null when fewer than two are answered.
 */
export function findVerdict<Lookup extends Judged>(lookups: readonly Lookup[]): Verdict<Lookup> | null {
  const answered = lookups.filter(({ outcome }) => outcome === 'answered')
  const unanswered = lookups.filter(({ outcome }) => outcome !== 'answered')
  if (answered.length < 2) return null
  const cells = answered.map((lookup) => ({
    lookup,
    leftOut: leftOutBecause(lookup),
    amount: partsOf(lookup.amounts),
  }))
  const compared = cells.filter(({ leftOut }) => leftOut === null)
  if (compared.length < 2) {
    return {
      kind: 'not_comparable',
      differences: [],
      amountsCompared: false,
      mayChange: false,
      cells,
      unanswered,
    }
  }
  const wholes = compared.flatMap(({ amount }) => wholeOf(amount) ?? [])
  const byCurrency = Map.groupBy(wholes, ({ currency }) => currency)
  const differences: Difference[] = []
  if (new Set(compared.map(({ lookup }) => lookup.status)).size > 1) differences.push('status')
  if (byCurrency.size > 1) differences.push('currency')
  if ([...byCurrency.values()].some(differInValue)) differences.push('amount')
  const differ = differences.length > 0
  return {
    kind: differ ? 'disagree' : 'agree',
    differences,
    amountsCompared: wholes.length > 1,
    mayChange: differ && compared.some(({ lookup }) => lookup.final === false),
    cells,
    unanswered,
  }
}

function leftOutBecause({ status }: Judged): VerdictCell<Judged>['leftOut'] {
  if (status === 'not_applicable') return 'balance'
  return status === 'unknown' || status === null ? 'unknown_status' : null
}

/** The total where it was told, else the parts but for those of no value, unless all are. */
function partsOf(amounts: readonly Amount[]): readonly Amount[] {
  const totals = amounts.filter(({ kind }) => kind === 'total')
  if (totals.length > 0) return totals
  const valued = amounts.filter(({ amount }) => !isDecimal(amount) || !equalDecimals(amount, '0'))
  return valued.length > 0 ? valued : amounts.slice(0, 1)
}

interface Whole {
  readonly value: string
  readonly currency: string
}

/** Null when there is nothing to compare by: no currency, several, or digits that are no decimal. */
function wholeOf(parts: readonly Amount[]): Whole | null {
  const [first] = parts
  if (!first || first.currency === null) return null
  const { currency } = first
  if (parts.some((part) => part.currency !== currency || !isDecimal(part.amount))) return null
  return { value: sumDecimals(parts.map(({ amount }) => amount)), currency }
}

function differInValue([first, ...rest]: readonly Whole[]): boolean {
  return first !== undefined && rest.some(({ value }) => !equalDecimals(value, first.value))
}
