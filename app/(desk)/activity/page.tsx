import type { Metadata } from 'next'
import { AuditPage } from '#components/audit/audit-page.tsx'
import { hrefOfPage } from '#components/audit/href.ts'
import { NotYours } from '#components/audit/not-yours.tsx'
import { NotListed } from '#components/list/not-listed.tsx'
import type { SearchParams } from '#components/lookups/read-filter.ts'
import { PageHeader } from '#components/page-header.tsx'
import { requirePage } from '#lib/access/page.ts'

export const metadata: Metadata = { title: 'My activity' }

interface PageProps {
  readonly searchParams: Promise<SearchParams>
}

export default async function Page({ searchParams }: PageProps) {
  const params = await searchParams
  const found = await requirePage('audit.own', '/activity')
  if (found.ok) return <AuditPage actor={found.data} path="/activity" params={params} acting={null} />
  return (
    <>
      <PageHeader title="My activity" />
      <NotListed
        problem={found.problem}
        newest={hrefOfPage('/activity', params, null)}
        denied={<NotYours />}
      />
    </>
  )
}
