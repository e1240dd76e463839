'use client'

import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatMoment, type Zone } from '#components/format-time.ts'
import { Button } from '#components/ui/button.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { LookupView } from '#lib/lookups/public.ts'
import { type BoardColumn, nameOf, rawButtonId } from './board-columns.ts'
import type { RawChoice } from './use-raw.ts'

interface RawPanelProps {
  readonly column: BoardColumn
  readonly lookup: LookupView
  readonly zone: Zone
  readonly raw: RawChoice
  /** The exchange, made by the server. */
  readonly children: ReactNode
}

/** What went out and came back for one look-up, exchange by exchange. */
export function RawPanel({ column, lookup, zone, raw, children }: RawPanelProps) {
  const { exchanges } = lookup
  const { shown } = column
  const n = raw.exchange ?? exchanges.length
  return (
    <section
      ref={scrollIntoView}
      aria-label={`Raw request and reply of ${nameOf(column)}`}
      aria-busy={raw.loading}
      className="flex min-h-80 scroll-mt-17 scroll-mb-4 lg:scroll-mt-4 flex-col gap-3 rounded-xl border bg-card p-4 shadow-xs"
    >
      <header className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <h2 className="text-sm font-semibold">Raw · {nameOf(column)}</h2>
          <p className="text-xs text-muted-foreground tabular-nums">
            Asked {formatMoment(new Date(lookup.askedAt), zone)} · as stored, secrets masked
          </p>
          {lookup.id !== shown.id && (
            <p className="mt-1 text-xs font-medium text-warning">
              {lookup.askedAt < shown.askedAt ? 'An earlier' : 'A later'} check than the one above.{' '}
              {shown.outcome !== null && (
                <button
                  type="button"
                  className="rounded-sm text-link underline-offset-4 outline-none hover:underline focus-visible:ring-[3px] focus-visible:ring-ring/50"
                  onClick={() => raw.toggle(shown.id)}
                >
                  Show that one
                </button>
              )}
            </p>
          )}
        </div>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label="Close the raw view"
          aria-keyshortcuts="Escape"
          title="Close (Esc)"
          onClick={() => {
            raw.close()
            document.getElementById(rawButtonId(column))?.focus()
          }}
        >
          <X />
        </Button>
      </header>
      {exchanges.length > 1 && (
        <nav aria-label="Exchanges" className="flex flex-wrap gap-1.5">
          {exchanges.map((exchange) => (
            <button
              key={exchange.n}
              type="button"
              aria-pressed={exchange.n === n}
              onClick={() => raw.show(exchange.n)}
              className="rounded-md border px-2 py-1 font-mono text-xs text-muted-foreground outline-none hover:bg-accent focus-visible:ring-[3px] focus-visible:ring-ring/50 aria-pressed:border-primary aria-pressed:text-foreground"
            >
              {exchange.n} · {exchange.method} {exchange.status ?? 'no reply'}
            </button>
          ))}
        </nav>
      )}
      {exchanges.length === 0 ? (
        <p className="text-[13px] text-muted-foreground">
          Nothing was sent for this look-up, so there is nothing to show.
        </p>
      ) : raw.loading || children === null ? (
        <RawSkeleton />
      ) : (
        children
      )}
    </section>
  )
}

/** Where the raw view will be. */
export function RawSkeleton() {
  return (
    <div role="status" aria-label="Loading" className="flex flex-col gap-3">
      <Skeleton className="h-8 w-64" />
      <Skeleton className="h-20 w-full" />
      <Skeleton className="h-40 w-full" />
    </div>
  )
}

function scrollIntoView(panel: HTMLElement | null): void {
  panel?.scrollIntoView({ block: 'nearest' })
}
