import { cn } from '#components/ui/cn.ts'
import type { Zone } from '#components/format-time.ts'
import { lookOf, type Tone } from '#components/status-look.ts'
import { Time } from '#components/time.tsx'
import type { LookupView } from '#lib/lookups/public.ts'
import type { BoardColumn } from './board-columns.ts'

const shownAtOnce = 4

interface HistoryStripProps {
  readonly column: BoardColumn
  readonly zone: Zone
  readonly onChoose: (lookup: LookupView) => void
}

/** Every time this connection was asked, the newest first; a press shows what it answered then. */
export function HistoryStrip({ column: { lookups, shown }, zone, onChoose }: HistoryStripProps) {
  if (lookups.length < 2) return null
  const rows = (some: readonly LookupView[]) => (
    <ol className="flex flex-col">
      {some.map((lookup) => {
        const { icon: Icon, word, tone } = lookOf(lookup)
        return (
          <li key={lookup.id}>
            <button
              type="button"
              aria-pressed={lookup.id === shown.id}
              onClick={() => onChoose(lookup)}
              className="flex w-full items-center gap-2 rounded-md px-2 py-1 text-left text-xs outline-none hover:bg-accent focus-visible:ring-[3px] focus-visible:ring-ring/50 aria-pressed:bg-accent aria-pressed:font-medium"
            >
              <Icon aria-hidden className={cn('size-3.5 shrink-0', textByTone[tone])} />
              <span className="min-w-0 flex-1 truncate">{word}</span>
              <Time at={lookup.askedAt} zone={zone} as="age" className="text-muted-foreground" />
            </button>
          </li>
        )
      })}
    </ol>
  )
  const rest = lookups.slice(shownAtOnce)
  return (
    <div className="-mx-2 flex flex-col gap-1">
      <h3 className="px-2 text-xs text-muted-foreground">Asked {lookups.length} times</h3>
      {rows(lookups.slice(0, shownAtOnce))}
      {rest.length > 0 && (
        <details open={rest.includes(shown)}>
          <summary className="cursor-pointer rounded-md px-2 py-1 text-xs text-link outline-none focus-visible:ring-[3px] focus-visible:ring-ring/50">
            {rest.length} earlier
          </summary>
          {rows(rest)}
        </details>
      )}
    </div>
  )
}

const textByTone: Record<Tone, string> = {
  success: 'text-success',
  warning: 'text-warning',
  danger: 'text-danger',
  info: 'text-info',
  neutral: 'text-neutral',
}
