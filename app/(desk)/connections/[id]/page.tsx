import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ConnectionPage } from '#components/connections/connection-page.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { ProblemState } from '#components/problem-state.tsx'
import { requirePage } from '#lib/access/page.ts'
import { settle } from '#lib/access/perform.ts'
import { listManaged } from '#lib/connections/manage.ts'

export const metadata: Metadata = { title: 'Connection' }

interface PageProps {
  readonly params: Promise<{ readonly id: string }>
}

export default async function Page({ params }: PageProps) {
  const { id } = await params
  const actor = await requirePage('connection.manage', `/connections/${id}`)
  const managed = actor.ok ? await settle(() => listManaged(actor.data)) : actor
  if (managed.ok) {
    const connection = managed.data.find((one) => one.id === id)
    return connection ? <ConnectionPage connection={connection} /> : notFound()
  }
  return (
    <>
      <PageHeader title="Connection" />
      <ProblemState problem={managed.problem} />
    </>
  )
}
