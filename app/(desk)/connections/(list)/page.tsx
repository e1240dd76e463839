import type { Metadata } from 'next'
import { ConnectionsPage } from '#components/connections/connections-page.tsx'
import { ConnectionsNotListed } from '#components/connections/not-listed.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { requirePage } from '#lib/access/page.ts'

export const metadata: Metadata = { title: 'Connections' }

interface PageProps {
  readonly searchParams: Promise<{ readonly peek?: string | readonly string[] }>
}

export default async function Page({ searchParams }: PageProps) {
  const { peek } = await searchParams
  const found = await requirePage('connection.manage', '/connections')
  if (found.ok) return <ConnectionsPage actor={found.data} peek={typeof peek === 'string' ? peek : null} />
  return (
    <>
      <PageHeader title="Connections" />
      <ConnectionsNotListed problem={found.problem} />
    </>
  )
}
