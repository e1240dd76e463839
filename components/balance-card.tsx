import { wordsByAmountKind } from '#lib/lookups/words.ts'
import type { Balance } from '#lib/providers/answer.ts'
import type { AmountKind } from '#lib/providers/vocabulary.ts'
import { Amount, NotReported } from './amount.tsx'
import { cn } from './ui/cn.ts'
import { VisibleText } from './visible-text.tsx'

interface BalanceCardProps {
  readonly balances: readonly Balance[]
}

const alwaysShown: readonly AmountKind[] = ['cash', 'bonus', 'locked', 'total']
const shownIfSent: readonly AmountKind[] = ['retract', 'jackpot']

/** Balances as the provider broke them down, one block per wallet and currency. Nothing is added up. */
export function BalanceCard({ balances }: BalanceCardProps) {
  return (
    <div className="flex flex-col gap-2">
      {groupBalances(balances).map(({ key, first, parts }) => (
        <dl key={key} className="overflow-hidden rounded-lg border bg-card">
          <div className="flex items-baseline justify-between gap-2 border-b bg-muted/60 px-3 py-1.5 text-xs">
            <dt className="font-medium">
              Balance
              {first.path !== undefined && (
                <span className="ml-1.5 font-mono font-normal text-muted-foreground">
                  <VisibleText text={first.path} />
                </span>
              )}
            </dt>
            <dd className="text-muted-foreground">{wordsByMoment[first.asOf]}</dd>
          </div>
          {[...alwaysShown, ...shownIfSent.filter((kind) => parts.has(kind))].map((kind) => {
            const part = parts.get(kind)
            return (
              <div
                key={kind}
                className={cn(
                  'flex flex-wrap items-baseline justify-between gap-x-4 px-3 py-1',
                  kind === 'total' && 'border-t font-semibold',
                )}
              >
                <dt className={cn('text-[13px]', kind !== 'total' && 'text-muted-foreground')}>
                  {wordsByAmountKind[kind]}
                </dt>
                <dd className="ml-auto text-right text-sm">
                  {part ? (
                    <Amount
                      amount={part.amount}
                      currency={part.currency}
                      className="break-all whitespace-normal"
                    />
                  ) : (
                    <NotReported />
                  )}
                </dd>
              </div>
            )
          })}
        </dl>
      ))}
    </div>
  )
}

const wordsByMoment: Record<Balance['asOf'], string> = {
  now: 'now',
  after_transaction: 'after this transaction',
}

interface BalanceGroup {
  readonly key: string
  readonly first: Balance
  readonly parts: ReadonlyMap<AmountKind, Balance>
}

function groupBalances(balances: readonly Balance[]): readonly BalanceGroup[] {
  const groups = Map.groupBy(balances, ({ asOf, path, currency }) => JSON.stringify([asOf, path, currency]))
  return [...groups].flatMap(([key, members]) => {
    const [first] = members
    if (!first) return []
    return [{ key, first, parts: new Map(members.map((balance) => [balance.kind, balance])) }]
  })
}
