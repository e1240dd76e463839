import type { Metadata } from 'next'
import { allowExport } from '#app/(desk)/audit/actions.ts'
import { confirmPassword } from '#app/(desk)/sessions/actions.ts'
import { AuditPage } from '#components/audit/audit-page.tsx'
import { NotListed } from '#components/audit/not-listed.tsx'
import type { SearchParams } from '#components/lookups/read-filter.ts'
import { PageHeader } from '#components/page-header.tsx'
import { can } from '#lib/access/capabilities.ts'
import { requirePage } from '#lib/access/page.ts'

export const metadata: Metadata = { title: 'Audit' }

interface PageProps {
  readonly searchParams: Promise<SearchParams>
}

export default async function Page({ searchParams }: PageProps) {
  const params = await searchParams
  const found = await requirePage('audit.read', '/audit')
  if (found.ok)
    return (
      <AuditPage
        actor={found.data}
        path="/audit"
        params={params}
        exporting={can(found.data, 'audit.export') ? { allowExport, confirmPassword } : null}
      />
    )
  return (
    <>
      <PageHeader title="Audit" />
      <NotListed problem={found.problem} path="/audit" params={params} />
    </>
  )
}
