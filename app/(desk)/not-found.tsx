import { SearchX } from 'lucide-react'
import Link from 'next/link'
import { EmptyState } from '#components/empty-state.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { Button } from '#components/ui/button.tsx'

export default function NotFound() {
  return (
    <>
      <PageHeader title="Not found" />
      <EmptyState
        icon={SearchX}
        title="Nothing is recorded under this address"
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
        We looked for it among everything the desk has asked. The address may be cut short: a look-up’s id has
        36 characters.
      </EmptyState>
    </>
  )
}
