import { ChevronFirst, ChevronRight } from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'
import { Button } from '#components/ui/button.tsx'
import { number } from './progress-words.ts'

interface ItemPagesProps {
  /** Absent when this page is it. */
  readonly first: Route | null
  /** Absent on the last page. */
  readonly next: Route | null
  /** Lines of the file, from and to. */
  readonly from: number
  readonly to: number
}

/** Keyset pages in the order of the file. */
export function ItemPages({ first, next, from, to }: ItemPagesProps) {
  return (
    <nav
      aria-label="Pages"
      className="flex items-center justify-between gap-2 text-[13px] text-muted-foreground"
    >
      <span className="tabular-nums">
        {from === to ? `Line ${number(from)}` : `Lines ${number(from)} to ${number(to)}`}
      </span>
      <div className="flex gap-2">
        {first !== null && (
          <Button asChild variant="outline" size="sm">
            <Link href={first} scroll={false}>
              <ChevronFirst /> First
            </Link>
          </Button>
        )}
        {next !== null && (
          <Button asChild variant="outline" size="sm">
            <Link href={next} scroll={false}>
              Next <ChevronRight />
            </Link>
          </Button>
        )}
      </div>
    </nav>
  )
}
