import { SearchX } from 'lucide-react'
import Link from 'next/link'
import { EmptyState } from '#components/empty-state.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { Button } from '#components/ui/button.tsx'

export default function BatchNotFound() {
  return (
    <>
      <PageHeader title="Batch" />
      <EmptyState
        icon={SearchX}
        title="No batch with this id"
        action={
          <Button asChild size="sm">
            <Link href="/batches">All batches</Link>
          </Button>
        }
      >
        We looked among everybody’s batches; the id has 36 characters and may have been cut.
      </EmptyState>
    </>
  )
}
