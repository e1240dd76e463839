import type { Metadata } from 'next'
import { confirmPassword } from '#app/(desk)/sessions/actions.ts'
import { EvidencePage } from '#components/evidence/evidence-page.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { ProblemState } from '#components/problem-state.tsx'
import { requirePage } from '#lib/access/page.ts'
import {
  approveErasure,
  liftHold,
  previewErasure,
  refuseErasure,
  requestErasure,
  setHold,
  withdrawErasure,
} from './actions.ts'

export const metadata: Metadata = { title: 'Evidence' }

interface PageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>
}

const acting = {
  approveErasure,
  confirmPassword,
  liftHold,
  previewErasure,
  refuseErasure,
  requestErasure,
  setHold,
  withdrawErasure,
}

export default async function Page({ searchParams }: PageProps) {
  const [params, found] = await Promise.all([searchParams, requirePage('evidence.erase', '/evidence')])
  if (found.ok) return <EvidencePage actor={found.data} params={params} acting={acting} />
  return (
    <>
      <PageHeader title="Evidence" />
      <ProblemState problem={found.problem} />
    </>
  )
}
