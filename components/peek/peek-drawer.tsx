'use client'

import { ChevronDown, ChevronUp, Maximize2 } from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Sheet, SheetContent, SheetHeader, SheetTitle } from '#components/ui/sheet.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'

interface PeekDrawerProps {
  readonly open: boolean
  readonly title: string
  /** `3 of 50`; null when the row is not on this page of the list. */
  readonly place: string | null
  readonly href: Route | null
  readonly loading: boolean
  readonly onMove: (step: 1 | -1) => void
  readonly onPage: () => void
  readonly onClose: () => void
  /** After it has gone, to give the focus back. */
  readonly onClosed: () => void
  readonly children: ReactNode
}

export function PeekDrawer(props: PeekDrawerProps) {
  const { open, title, place, href, loading, onMove, onPage, onClose, onClosed, children } = props
  return (
    <Sheet open={open} onOpenChange={(stays) => !stays && onClose()}>
      <SheetContent
        aria-describedby={undefined}
        tabIndex={-1}
        onOpenAutoFocus={(event) => {
          // The drawer itself, so that Enter opens the page and not the first button.
          event.preventDefault()
          if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
        }}
        onCloseAutoFocus={(event) => {
          event.preventDefault()
          onClosed()
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.target === event.currentTarget) onPage()
        }}
      >
        <SheetHeader className="flex-row items-center gap-1 py-2.5">
          <SheetTitle className="mr-auto">{title}</SheetTitle>
          {place !== null && <span className="mr-1 text-xs text-muted-foreground tabular-nums">{place}</span>}
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label="Previous (k)"
            title="Previous (k)"
            onClick={() => onMove(-1)}
          >
            <ChevronUp />
          </Button>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label="Next (j)"
            title="Next (j)"
            onClick={() => onMove(1)}
          >
            <ChevronDown />
          </Button>
          {href !== null && (
            <Button asChild variant="ghost" size="icon-sm">
              <Link href={href} aria-label="Open the page (Enter)" title="Open the page (Enter)">
                <Maximize2 />
              </Link>
            </Button>
          )}
        </SheetHeader>
        <div aria-busy={loading} className="min-h-0 flex-1 overflow-y-auto p-4">
          {loading ? <PeekSkeleton /> : children}
        </div>
      </SheetContent>
    </Sheet>
  )
}

function PeekSkeleton() {
  return (
    <div role="status" aria-label="Loading" className="flex flex-col gap-3">
      <Skeleton className="h-6 w-32" />
      <Skeleton className="h-4 w-3/4" />
      <Skeleton className="h-28 w-full" />
      <Skeleton className="h-40 w-full" />
    </div>
  )
}
