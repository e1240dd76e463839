import type { Metadata } from 'next'
import {
  allowExport,
  cancelVerification,
  changeView,
  deleteView,
  restoreView,
  saveView,
  startVerification,
} from '#app/(desk)/audit/actions.ts'
import { checkEvents } from '#app/(desk)/batches/actions.ts'
import { confirmPassword } from '#app/(desk)/sessions/actions.ts'
import { AuditPage } from '#components/audit/audit-page.tsx'
import { hrefOfPage } from '#components/audit/href.ts'
import { NotYours } from '#components/audit/not-yours.tsx'
import { NotListed } from '#components/list/not-listed.tsx'
import type { SearchParams } from '#components/lookups/read-filter.ts'
import { PageHeader } from '#components/page-header.tsx'
import { requirePage } from '#lib/access/page.ts'

export const metadata: Metadata = { title: 'Audit' }

interface PageProps {
  readonly searchParams: Promise<SearchParams>
}

const acting = {
  exporting: { allowExport, confirmPassword },
  verifying: { startVerification, cancelVerification },
  keeping: { saveView, changeView, deleteView, restoreView },
  check: checkEvents,
}

export default async function Page({ searchParams }: PageProps) {
  const params = await searchParams
  const found = await requirePage('audit.read', '/audit')
  if (found.ok) return <AuditPage actor={found.data} path="/audit" params={params} acting={acting} />
  return (
    <>
      <PageHeader title="Audit" />
      <NotListed problem={found.problem} newest={hrefOfPage('/audit', params, null)} denied={<NotYours />} />
    </>
  )
}
