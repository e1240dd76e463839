import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { confirmPassword } from '#app/(desk)/sessions/actions.ts'
import { BatchPage } from '#components/batches/batch-page.tsx'
import type { SearchParams } from '#components/lookups/read-filter.ts'
import { PageHeader } from '#components/page-header.tsx'
import { ProblemState } from '#components/problem-state.tsx'
import { requirePage } from '#lib/access/page.ts'
import { settle } from '#lib/access/perform.ts'
import { followBatch } from '#lib/batches/follow.ts'
import {
  allowDownload,
  approve,
  cancel,
  pause,
  refuse,
  resume,
  retry,
  schedule,
  unschedule,
} from './actions.ts'

interface PageProps {
  readonly params: Promise<{ id: string }>
  readonly searchParams: Promise<SearchParams>
}

/** Once for a page, though its title asks too. */
const readPage = cache(async (id: string) => {
  const allowed = await requirePage('batch.run', `/batches/${id}`)
  if (!allowed.ok) return allowed
  const actor = allowed.data
  return settle(async () => ({ actor, batch: await followBatch(actor, id) }))
})

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const read = await readPage((await params).id)
  return { title: read.ok ? (read.data.batch?.name ?? 'No such batch') : 'Batch' }
}

const actions = {
  allowExport: allowDownload,
  approve,
  cancel,
  confirmPassword,
  pause,
  refuse,
  resume,
  retry,
  schedule,
  unschedule,
}

export default async function Page({ params, searchParams }: PageProps) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const read = await readPage(id)
  if (!read.ok)
    return (
      <>
        <PageHeader title="Batch" />
        <ProblemState problem={read.problem} />
      </>
    )
  const { actor, batch } = read.data
  if (!batch) notFound()
  return <BatchPage actor={actor} batch={batch} params={query} actions={actions} />
}
