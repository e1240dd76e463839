import { SearchX } from 'lucide-react'
import Link from 'next/link'
import { EmptyState } from '#components/empty-state.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { Button } from '#components/ui/button.tsx'

export default function LookupNotFound() {
  return (
    <>
      <PageHeader title="Look-up" />
      <EmptyState
        icon={SearchX}
        title="No look-up with this id"
        action={
          <div className="flex gap-2">
            <Button asChild size="sm">
              <Link href="/">Ask about a transaction</Link>
            </Button>
            <Button asChild size="sm" variant="outline">
              <Link href="/lookups">Earlier look-ups</Link>
            </Button>
          </div>
        }
      >
        We looked among everything the desk has asked. A transaction’s own id belongs into the box of the
        desk; the id of a look-up has 36 characters and may have been cut.
      </EmptyState>
    </>
  )
}
