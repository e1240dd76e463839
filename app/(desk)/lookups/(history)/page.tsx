import type { Metadata } from 'next'
import { checkLookups } from '#app/(desk)/batches/actions.ts'
import { NotListed } from '#components/list/not-listed.tsx'
import { hrefOfList } from '#components/lookups/href.ts'
import { LookupOutline } from '#components/lookups/lookup-table.tsx'
import { LookupsPage } from '#components/lookups/lookups-page.tsx'
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
  if (found.ok) return <LookupsPage actor={found.data} params={params} check={checkLookups} />
  return (
    <>
      <PageHeader title="Look-ups" />
      <NotListed problem={found.problem} newest={hrefOfList(params, null)} denied={<LookupOutline />} />
    </>
  )
}
