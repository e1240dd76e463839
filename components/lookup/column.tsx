import { Braces, PencilLine, RotateCcw } from 'lucide-react'
import { useId } from 'react'
import { BalanceCard } from '#components/balance-card.tsx'
import type { Zone } from '#components/format-time.ts'
import { Notices } from '#components/notices.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import type { LookupView } from '#lib/lookups/public.ts'
import { AskedPart } from './asked-part.tsx'
import { type BoardColumn, changeableOf, nameOf, rawButtonId } from './board-columns.ts'
import { FactsPart } from './facts-part.tsx'
import { HistoryStrip } from './history-strip.tsx'
import { MoneyPart } from './money-part.tsx'
import { ProvenancePart } from './provenance-part.tsx'
import { noticesBeside, StatusPart } from './status-part.tsx'
import { WaitingPart } from './waiting-part.tsx'

interface ColumnProps {
  readonly column: BoardColumn
  readonly zone: Zone
  readonly rawOpen: boolean
  /** The key for the raw view acts on this column. */
  readonly current: boolean
  /** Why it cannot be asked again; null when it can. */
  readonly cannotAsk: string | null
  readonly onCurrent: () => void
  readonly onRaw: () => void
  readonly onAskAgain: () => void
  readonly onChange: () => void
  readonly onChoose: (lookup: LookupView) => void
}

/** What one connection said. Its parts stand on lines shared with the columns beside it. */
export function Column(props: ColumnProps) {
  const { column, zone, rawOpen, current, cannotAsk, onCurrent, onRaw, onAskAgain, onChange, onChoose } =
    props
  const { connection, shown, newest } = column
  const headingId = useId()
  const status = (
    <>
      {shown.id !== newest.id && (
        <p className="mb-2 text-xs">
          <span className="text-muted-foreground">An earlier answer. </span>
          <button
            type="button"
            className="rounded-sm text-link underline-offset-4 outline-none hover:underline focus-visible:ring-[3px] focus-visible:ring-ring/50"
            onClick={() => onChoose(newest)}
          >
            Show the newest
          </button>
        </p>
      )}
      {shown.outcome === null ? (
        <WaitingPart lookup={shown} zone={zone} />
      ) : (
        <StatusPart lookup={shown} connection={connection} />
      )}
    </>
  )
  const notices = <Notices notices={noticesBeside(shown)} />
  return (
    <article
      aria-labelledby={headingId}
      onPointerEnter={onCurrent}
      onFocusCapture={onCurrent}
      className={cn(
        'flex min-w-0 flex-col rounded-xl border bg-card shadow-xs md:row-span-8 md:grid md:grid-rows-subgrid',
        rawOpen && 'ring-2 ring-ring/60',
      )}
    >
      <header className="flex items-start justify-between gap-2 border-b px-4 py-2.5">
        <div className="min-w-0">
          <h2 id={headingId} className="truncate text-sm font-semibold" title={nameOf(column)}>
            {nameOf(column)}
          </h2>
          <p className="truncate text-xs text-muted-foreground">
            {connection?.providerLabel ?? shown.provider} ·{' '}
            <span className="font-mono">{shown.connection}</span>
          </p>
        </div>
        {connection && (
          <Badge
            variant={connection.environment === 'production' ? 'secondary' : 'outline'}
            className="text-muted-foreground"
          >
            {connection.environment}
          </Badge>
        )}
      </header>
      {hasParts(shown) ? (
        <>
          <Part>{status}</Part>
          <Part>
            <MoneyPart lookup={shown} />
          </Part>
          {shown.balances.length > 0 ? (
            <>
              <Part>
                <BalanceCard balances={shown.balances} />
              </Part>
              <Part>
                <FactsPart lookup={shown} zone={zone} />
              </Part>
              <Part>{notices}</Part>
            </>
          ) : (
            <div className="flex min-w-0 flex-col gap-3 px-4 py-2 md:row-span-3">
              <FactsPart lookup={shown} zone={zone} />
              {notices}
            </div>
          )}
        </>
      ) : (
        <div className="flex min-w-0 flex-col gap-3 px-4 py-2 md:row-span-5">
          {status}
          <FactsPart lookup={shown} zone={zone} />
          {notices}
        </div>
      )}
      <Part>
        <div className="flex flex-col gap-2">
          <ProvenancePart lookup={shown} delay={connection?.delay ?? null} zone={zone} />
          <AskedPart lookup={shown} connection={connection} zone={zone} />
        </div>
      </Part>
      <footer className="flex flex-col gap-2 border-t px-4 py-2.5 md:self-end">
        <div className="flex flex-wrap items-center gap-1.5">
          <Button
            variant="outline"
            size="sm"
            id={rawButtonId(column)}
            aria-expanded={rawOpen}
            aria-keyshortcuts={current ? 'v' : undefined}
            title={`Raw request and reply${current ? ' (v)' : ''}`}
            disabled={shown.outcome === null}
            onClick={onRaw}
          >
            <Braces /> Raw
          </Button>
          <span className="ml-auto" />
          {changeableOf(column).length > 0 && (
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label="Ask again with changes"
              title={cannotAsk ?? 'Ask again with changes'}
              disabled={cannotAsk !== null}
              onClick={onChange}
            >
              <PencilLine />
            </Button>
          )}
          <Button
            variant="outline"
            size="sm"
            title={cannotAsk ?? `Ask ${nameOf(column)} again`}
            disabled={cannotAsk !== null}
            onClick={onAskAgain}
          >
            <RotateCcw /> Ask again
          </Button>
        </div>
        <HistoryStrip column={column} zone={zone} onChoose={onChoose} />
      </footer>
    </article>
  )
}

/** Without an answer there is nothing to line up with the columns beside it. */
function hasParts({ outcome, amounts, balances }: LookupView): boolean {
  return outcome === 'answered' || amounts.length > 0 || balances.length > 0
}

/** A line of the board. Empty in one column, it keeps its place beside the others. */
function Part({ children }: { readonly children: React.ReactNode }) {
  return <div className="min-w-0 px-4 py-2 empty:p-0">{children}</div>
}
