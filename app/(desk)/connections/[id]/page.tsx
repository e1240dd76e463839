import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { ConnectionPage } from '#components/connections/connection-page.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { ProblemState } from '#components/problem-state.tsx'
import { requirePage } from '#lib/access/page.ts'
import { settle } from '#lib/access/perform.ts'
import { listManaged } from '#lib/connections/manage.ts'

interface PageProps {
  readonly params: Promise<{ readonly id: string }>
}

/** Once for a page, though its title asks too. */
const readPage = cache(async (id: string) => {
  const actor = await requirePage('connection.manage', `/connections/${id}`)
  if (!actor.ok) return actor
  return settle(async () => (await listManaged(actor.data)).find((one) => one.id === id) ?? null)
})

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const read = await readPage((await params).id)
  if (!read.ok) return { title: 'Connection' }
  return { title: read.data?.label ?? 'No such connection' }
}

export default async function Page({ params }: PageProps) {
  const read = await readPage((await params).id)
  if (read.ok) return read.data ? <ConnectionPage connection={read.data} /> : notFound()
  return (
    <>
      <PageHeader title="Connection" />
      <ProblemState problem={read.problem} />
    </>
  )
}
