import { SearchX } from 'lucide-react'
import Link from 'next/link'
import { EmptyState } from '#components/empty-state.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { Button } from '#components/ui/button.tsx'
import { can } from '#lib/access/capabilities.ts'
import { requireActor } from '#lib/access/page.ts'

export default async function NotFound() {
  const actor = await requireActor('/')
  return (
    <>
      <PageHeader title="Not found" />
      <EmptyState
        icon={SearchX}
        title="Nothing is recorded under this address"
        action={
          <div className="flex gap-2">
            {can(actor, 'lookup.ask') && (
              <Button asChild size="sm">
                <Link href="/">Ask about a transaction</Link>
              </Button>
            )}
            {can(actor, 'lookup.list') && (
              <Button asChild size="sm" variant="outline">
                <Link href="/lookups">Earlier look-ups</Link>
              </Button>
            )}
            {can(actor, 'connection.manage') && (
              <Button asChild size="sm">
                <Link href="/connections">Connections</Link>
              </Button>
            )}
          </div>
        }
      >
        The desk has no page with this address. It may be cut short: ids of the desk have 36 characters.
      </EmptyState>
    </>
  )
}
