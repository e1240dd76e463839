import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'
import { Button } from './ui/button.tsx'

interface PaginationProps {
  /** Back to the first page; absent when this page is it. */
  readonly newest: Route | null
  /** The page after this; absent on the last page. */
  readonly older: Route | null
  /** How many rows stand on this page. */
  readonly shown: number
  /** What the list begins with. */
  readonly from?: 'newest' | 'oldest'
}

/** Keyset pages: pages have no numbers, since rows arrive while one reads. */
export function Pagination({ newest, older, shown, from = 'newest' }: PaginationProps) {
  const [first, after] = from === 'newest' ? ['Newest', 'Older'] : ['Oldest', 'Newer']
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
              <ChevronLeft /> {first}
            </Link>
          </Button>
        )}
        {older !== null && (
          <Button asChild variant="outline" size="sm">
            <Link href={older}>
              {after} <ChevronRight />
            </Link>
          </Button>
        )}
      </div>
    </nav>
  )
}
