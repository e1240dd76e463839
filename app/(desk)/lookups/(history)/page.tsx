import type { Metadata } from 'next'
import { LookupsPage } from '#components/lookups/lookups-page.tsx'
import { NotListed } from '#components/lookups/not-listed.tsx'
import type { SearchParams } from '#components/lookups/read-filter.ts'
import { PageHeader } from '#components/page-header.tsx'
import { requirePage } from '#lib/access/page.ts'

export const metadata: Metadata = { title: 'Look-ups' }

interface PageProps {
  readonly searchParams: Promise<SearchParams>
}

export default async function Page({ searchParams }: PageProps) {
  const params = await searchParams
  const found = await requirePage('lookup.list', '/lookups')
  if (found.ok) return <LookupsPage actor={found.data} params={params} />
  return (
    <>
      <PageHeader title="Look-ups" />
      <NotListed problem={found.problem} params={params} />
    </>
  )
}
