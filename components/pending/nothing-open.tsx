import { CircleCheck, SearchX } from 'lucide-react'
import Link from 'next/link'
import { EmptyState } from '#components/empty-state.tsx'
import { Button } from '#components/ui/button.tsx'

interface NothingOpenProps {
  readonly narrowed: boolean
  /** Such as `90 days`. */
  readonly within: string
}

/** No rows: either nothing matches, or all is final. */
export function NothingOpen({ narrowed, within }: NothingOpenProps) {
  const looked = `We looked at what each connection last answered about every transaction asked about within ${within}`
  if (narrowed) {
    return (
      <EmptyState
        icon={SearchX}
        title="Nothing open matches this filter"
        action={
          <Button asChild size="sm" variant="outline">
            <Link href="/pending">Clear the filter</Link>
          </Button>
        }
      >
        {looked}. Ids must be whole: a part of one finds nothing.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={CircleCheck}
      title="Nothing is open"
      action={
        <Button asChild size="sm">
          <Link href="/">Ask about a transaction</Link>
        </Button>
      }
    >
      {looked}: none is pending, and none may still be processing.
    </EmptyState>
  )
}
