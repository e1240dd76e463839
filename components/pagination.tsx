import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'
import { Button } from './ui/button.tsx'

interface PaginationProps {
  /** Back to the newest; absent when this page is it. */
  readonly newest: Route | null
  /** The page of older ones; absent on the last page. */
  readonly older: Route | null
  /** How many rows stand on this page. */
  readonly shown: number
}

/** Keyset pages: pages have no numbers, since rows arrive while one reads. */
export function Pagination({ newest, older, shown }: PaginationProps) {
  return (
    <nav
      aria-label="Pages"
      className="flex items-center justify-between gap-2 text-[13px] text-muted-foreground"
    >
      <span className="tabular-nums">{shown} on this page</span>
      <div className="flex gap-2">
        {newest !== null && (
          <Button asChild variant="outline" size="sm">
            <Link href={newest}>
              <ChevronLeft /> Newest
            </Link>
          </Button>
        )}
        {older !== null && (
          <Button asChild variant="outline" size="sm">
            <Link href={older}>
              Older <ChevronRight />
            </Link>
          </Button>
        )}
      </div>
    </nav>
  )
}
