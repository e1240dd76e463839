import { Amount, NotReported } from '#components/amount.tsx'
import type { Zone } from '#components/format-time.ts'
import { CutMiddle } from '#components/identifier.tsx'
import { StatusBadge } from '#components/status-badge.tsx'
import { Time } from '#components/time.tsx'
import { VisibleText } from '#components/visible-text.tsx'
import type { LookupView } from '#lib/lookups/public.ts'
import { hrefOfLookup } from './href.ts'

interface LookupRowProps {
  readonly lookup: LookupView
  /** Of its connection. */
  readonly label: string
  /** Null where nobody need be named. */
  readonly asker: string | null
  readonly zone: Zone
}

const cell = 'px-3 py-1.5 max-md:p-0'

/** A row of the history: plain elements, since a page holds fifty. */
export function LookupRow({ lookup, label, asker, zone }: LookupRowProps) {
  const { id, subject, durationMs } = lookup
  const about = subject.transactionId ?? subject.playerId ?? subject.roundId
  const isBalance = subject.transactionId === null && subject.playerId !== null
  return (
    <tr
      data-peek={id}
      className="cursor-pointer border-b last:border-0 hover:bg-muted/60 max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto] max-md:items-center max-md:gap-x-3 max-md:gap-y-1 max-md:px-3 max-md:py-2.5"
    >
      <td className={`${cell} max-md:order-3`}>
        <StatusBadge lookup={lookup} />
      </td>
      <td className={`${cell} max-md:order-1`}>
        <a
          data-peek-link
          href={hrefOfLookup(id)}
          title={about ?? undefined}
          // Its two halves would be read as two words.
          aria-label={about === null ? undefined : isBalance ? `Player ${about}` : about}
          className="flex min-w-0 rounded-sm text-link underline-offset-4 outline-none visited:text-visited hover:underline focus-visible:ring-[3px] focus-visible:ring-ring/50"
        >
          {about === null ? (
            'Look-up'
          ) : (
            <span className="flex min-w-0 items-baseline font-mono text-[0.95em]">
              {isBalance && <span className="mr-1.5 font-sans text-xs text-muted-foreground">Player </span>}
              <CutMiddle text={about} />
            </span>
          )}
        </a>
      </td>
      <td
        title={lookup.connection}
        className={`${cell} truncate max-md:order-5 max-md:text-muted-foreground`}
      >
        {label}
        {subject.playerId !== null && (
          <span className="lg:hidden">
            {' · '}
            <VisibleText text={subject.playerId} />
          </span>
        )}
      </td>
      <td
        title={subject.playerId ?? undefined}
        className={`${cell} truncate font-mono text-[0.95em] max-lg:hidden`}
      >
        {subject.playerId !== null && <VisibleText text={subject.playerId} />}
      </td>
      <td className={`${cell} text-right max-md:order-2`}>
        <FirstAmount lookup={lookup} />
      </td>
      {asker !== null && (
        <td title={asker} className={`${cell} truncate max-xl:hidden`}>
          <VisibleText text={asker} />
        </td>
      )}
      <td className={`${cell} text-right text-muted-foreground max-md:order-4`}>
        <Time at={lookup.askedAt} zone={zone} as="age" />
      </td>
      <td className={`${cell} text-right whitespace-nowrap text-muted-foreground tabular-nums max-lg:hidden`}>
        {durationMs !== null && `${durationMs.toLocaleString('en')} ms`}
      </td>
    </tr>
  )
}

interface FirstAmountProps {
  readonly lookup: Pick<LookupView, 'amounts' | 'outcome' | 'status'>
}

/** The first amount as sent; how many more there are stands beside it. */
export function FirstAmount({ lookup: { amounts, outcome, status } }: FirstAmountProps) {
  const [first] = amounts
  if (!first) return outcome === 'answered' && status !== 'not_applicable' && <NotReported />
  const more = amounts.length - 1
  const words = more === 1 ? 'and one more amount' : `and ${more} more amounts`
  return (
    <span
      title={more > 0 ? `${first.amount} ${words}` : first.amount}
      className="flex min-w-0 justify-end gap-1"
    >
      <Amount amount={first.amount} currency={first.currency} className="truncate" />
      {more > 0 && (
        <span className="text-xs text-muted-foreground">
          <span aria-hidden>+{more}</span>
          <span className="sr-only"> {words}</span>
        </span>
      )}
    </span>
  )
}
