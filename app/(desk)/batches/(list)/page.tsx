import type { Metadata } from 'next'
import { BatchOutline } from '#components/batches/batch-table.tsx'
import { BatchesPage } from '#components/batches/batches-page.tsx'
import { NotListed } from '#components/list/not-listed.tsx'
import type { SearchParams } from '#components/lookups/read-filter.ts'
import { PageHeader } from '#components/page-header.tsx'
import { requirePage } from '#lib/access/page.ts'

export const metadata: Metadata = { title: 'Batches' }

interface PageProps {
  readonly searchParams: Promise<SearchParams>
}

export default async function Page({ searchParams }: PageProps) {
  const [params, found] = await Promise.all([searchParams, requirePage('batch.run', '/batches')])
  if (found.ok) return <BatchesPage actor={found.data} params={params} />
  return (
    <>
      <PageHeader title="Batches" />
      <NotListed problem={found.problem} newest="/batches" denied={<BatchOutline />} />
    </>
  )
}
