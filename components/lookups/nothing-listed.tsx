import { History, SearchX } from 'lucide-react'
import Link from 'next/link'
import { EmptyState } from '#components/empty-state.tsx'
import { Button } from '#components/ui/button.tsx'

interface NothingListedProps {
  readonly narrowed: boolean
  /** What was looked through, such as `your look-ups`. */
  readonly scope: string
}

/** No rows: either nothing matches, or nobody asked anything yet. */
export function NothingListed({ narrowed, scope }: NothingListedProps) {
  if (narrowed) {
    return (
      <EmptyState
        icon={SearchX}
        title="Nothing matches this filter"
        action={
          <Button asChild size="sm" variant="outline">
            <Link href="/lookups">Clear the filter</Link>
          </Button>
        }
      >
        We looked through {scope}. Ids must be whole: a part of one finds nothing.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={History}
      title="Nothing asked yet"
      action={
        <Button asChild size="sm">
          <Link href="/">Ask about a transaction</Link>
        </Button>
      }
    >
      Every question to a provider is kept here with its answer, word for word.
    </EmptyState>
  )
}
