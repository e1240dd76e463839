import { Amount, NotReported } from '#components/amount.tsx'
import { Notices } from '#components/notices.tsx'
import { cn } from '#components/ui/cn.ts'
import { VisibleText } from '#components/visible-text.tsx'
import type { LookupView } from '#lib/lookups/public.ts'
import { wordsByAmountKind } from '#lib/lookups/words.ts'
import { equalDecimals, isDecimal } from '#lib/money/decimal.ts'

/** The amounts of the transaction, digit for digit; its total large. Whether they add up stands below. */
export function MoneyPart({ lookup }: { readonly lookup: LookupView }) {
  const { outcome, status, amounts, notices } = lookup
  if (amounts.length === 0) {
    if (outcome !== 'answered' || status === 'not_applicable') return null
    return (
      <Line label="Amount">
        <NotReported />
      </Line>
    )
  }
  return (
    <div className="flex flex-col gap-1.5">
      <dl className="flex flex-col gap-0.5">
        {amounts.map(({ kind, amount, currency, path }, index) => (
          <div key={index} className="flex items-baseline justify-between gap-3">
            <dt className="min-w-0 text-xs text-muted-foreground">
              {kind === 'total' ? 'Amount' : wordsByAmountKind[kind]}
              {path !== undefined && (
                <span className="ml-1.5 font-mono">
                  <VisibleText text={path} />
                </span>
              )}
            </dt>
            <dd className="min-w-0 text-right">
              <Amount
                amount={amount}
                currency={currency}
                className={cn(
                  '[overflow-wrap:anywhere] whitespace-normal',
                  kind === 'total' || amounts.length === 1 ? 'text-lg font-semibold' : 'text-sm',
                  kind !== 'total' && isNothing(amount) && 'text-muted-foreground',
                )}
              />
            </dd>
          </div>
        ))}
      </dl>
      <Notices notices={notices.filter(({ kind }) => kind === 'sum')} />
    </div>
  )
}

function isNothing(amount: string): boolean {
  return isDecimal(amount) && equalDecimals(amount, '0')
}

function Line({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <p className="flex items-baseline justify-between gap-3">
      <span className="text-xs text-muted-foreground">{label}</span>
      {children}
    </p>
  )
}
