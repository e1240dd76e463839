import type { Metadata } from 'next'
import { NotListed } from '#components/list/not-listed.tsx'
import type { SearchParams } from '#components/lookups/read-filter.ts'
import { PageHeader } from '#components/page-header.tsx'
import { OpenOutline } from '#components/pending/open-table.tsx'
import { PendingPage } from '#components/pending/pending-page.tsx'
import { requirePage } from '#lib/access/page.ts'
import { checkPending } from './actions.ts'

export const metadata: Metadata = { title: 'Pending' }

interface PageProps {
  readonly searchParams: Promise<SearchParams>
}

export default async function Page({ searchParams }: PageProps) {
  const [params, found] = await Promise.all([searchParams, requirePage('pending.read', '/pending')])
  if (found.ok) return <PendingPage actor={found.data} params={params} check={checkPending} />
  return (
    <>
      <PageHeader title="Pending" />
      <NotListed problem={found.problem} newest="/pending" denied={<OpenOutline />} />
    </>
  )
}
