import { Equal, EqualNot, type LucideIcon, ScanSearch } from 'lucide-react'
import { Amount } from '#components/amount.tsx'
import { lookByStatus, lookOf } from '#components/status-look.ts'
import { cn } from '#components/ui/cn.ts'
import type { LookupView } from '#lib/lookups/public.ts'
import type { Difference, Verdict, VerdictCell } from '#lib/lookups/verdict.ts'

/** Whether the answers fit together, and what each of them says. */
export function VerdictLine({ verdict }: { readonly verdict: Verdict<LookupView> }) {
  const [Icon, ground, tone] = looks[lookOfVerdict(verdict)]
  return (
    <section
      aria-label="Verdict"
      className={cn('flex items-start gap-3 rounded-xl border px-4 py-3 text-[13px]', ground)}
    >
      <Icon aria-hidden className={cn('mt-0.5 size-4 shrink-0', tone)} />
      <div className="flex min-w-0 flex-col gap-0.5">
        <h2 className="font-semibold">{titleOf(verdict)}</h2>
        <p className="leading-relaxed">
          {verdict.cells.map((cell, index) => (
            <span key={cell.lookup.id}>
              {index > 0 && '; '}
              <Cell cell={cell} />
            </span>
          ))}
          .
          {verdict.unanswered.length > 0 && (
            <>
              {' '}
              Not counted:{' '}
              {verdict.unanswered.map((lookup, index) => (
                <span key={lookup.id}>
                  {index > 0 && '; '}
                  <span className="font-mono text-xs">{lookup.connection}</span>:{' '}
                  {lookOf(lookup).word.toLowerCase()}
                </span>
              ))}
              .
            </>
          )}
          {verdict.kind === 'agree' && !verdict.amountsCompared && ' Only their statuses could be compared.'}
          {verdict.mayChange && ' At least one of them can still change: ask again later.'}
        </p>
      </div>
    </section>
  )
}

function Cell({ cell: { lookup, amount, leftOut } }: { readonly cell: VerdictCell<LookupView> }) {
  const word = lookup.status === null ? '' : lookByStatus[lookup.status].word.toLowerCase()
  return (
    <>
      <span className="font-mono text-xs">{lookup.connection}</span>: {word}
      {leftOut === null &&
        amount.map((part, index) => (
          <span key={index}>
            {index === 0 ? ' ' : ' + '}
            <Amount amount={part.amount} currency={part.currency} className="font-medium" />
          </span>
        ))}
      {leftOut === 'unknown_status' && ', which cannot be compared'}
      {leftOut === 'balance' && ', which says nothing of the transaction'}
    </>
  )
}

function titleOf({ kind, differences, cells, unanswered }: Verdict<LookupView>): string {
  const compared = cells.filter(({ leftOut }) => leftOut === null).length
  switch (kind) {
    case 'agree':
      return unanswered.length === 0
        ? 'They agree'
        : `${compared} of ${cells.length + unanswered.length} agree`
    case 'disagree':
      return `They disagree in ${new Intl.ListFormat('en').format(differences.map((difference) => words[difference]))}`
    case 'not_comparable':
      return 'They cannot be compared'
  }
}

const words: Record<Difference, string> = { status: 'status', currency: 'currency', amount: 'amount' }

type VerdictLook = Verdict<LookupView>['kind'] | 'partly' | 'unsettled'

function lookOfVerdict({ kind, mayChange, unanswered }: Verdict<LookupView>): VerdictLook {
  if (kind === 'agree' && unanswered.length > 0) return 'partly'
  return kind === 'disagree' && mayChange ? 'unsettled' : kind
}

const looks: Record<VerdictLook, readonly [LucideIcon, ground: string, tone: string]> = {
  agree: [Equal, 'border-success/25 bg-success-soft', 'text-success'],
  partly: [Equal, 'bg-card', 'text-muted-foreground'],
  disagree: [EqualNot, 'border-danger/30 bg-danger-soft', 'text-danger'],
  unsettled: [EqualNot, 'border-warning/30 bg-warning-soft', 'text-warning'],
  not_comparable: [ScanSearch, 'bg-card', 'text-muted-foreground'],
}
