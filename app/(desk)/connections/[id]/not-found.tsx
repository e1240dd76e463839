import { Cable } from 'lucide-react'
import Link from 'next/link'
import { EmptyState } from '#components/empty-state.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { Button } from '#components/ui/button.tsx'

export default function ConnectionNotFound() {
  return (
    <>
      <PageHeader title="Connection" />
      <EmptyState
        icon={Cable}
        title="No connection with this id"
        action={
          <Button asChild size="sm">
            <Link href="/connections">All connections</Link>
          </Button>
        }
      >
        We looked in the connections file as it was when the desk started. One that was added since is there
        after a restart.
      </EmptyState>
    </>
  )
}
