import { cn } from './ui/cn.ts'
import { VisibleText } from './visible-text.tsx'

interface AmountProps {
  /** Decimal text exactly as sent; it is shown unchanged. */
  readonly amount: string
  readonly currency: string | null
  readonly className?: string
}

/** Digits as they came, tabular, with the currency after them as free text. Align right in columns. */
export function Amount({ amount, currency, className }: AmountProps) {
  return (
    <span className={cn('whitespace-nowrap tabular-nums', className)}>
      <VisibleText text={amount} />
      {currency !== null && (
        <>
          {/* A space and not a margin: it is read out, and copied. */}{' '}
          <span className="text-[0.85em] font-normal text-muted-foreground">
            <VisibleText text={currency} />
          </span>
        </>
      )}
    </span>
  )
}

/** Where an amount would stand and the provider sent none. It is not zero. */
export function NotReported() {
  return <span className="text-xs whitespace-nowrap text-muted-foreground">not reported</span>
}
