import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { confirmPassword } from '#app/(desk)/sessions/actions.ts'
import { BatchPage } from '#components/batches/batch-page.tsx'
import { PreflightPage } from '#components/batches/preflight-page.tsx'
import { ReadingPage } from '#components/batches/reading-page.tsx'
import { RefusedPage } from '#components/batches/refused-page.tsx'
import { titleOf } from '#components/batches/title.ts'
import type { SearchParams } from '#components/lookups/read-filter.ts'
import { PageHeader } from '#components/page-header.tsx'
import { ProblemState } from '#components/problem-state.tsx'
import { getZone } from '#components/zone.ts'
import { requirePage } from '#lib/access/page.ts'
import { settle } from '#lib/access/perform.ts'
import { findBatch } from '#lib/batches/view.ts'
import {
  allowDownload,
  approve,
  cancel,
  discard,
  pause,
  refuse,
  remap,
  resume,
  retry,
  schedule,
  start,
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
  return settle(async () => ({ actor, batch: await findBatch(actor, id) }))
})

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const read = await readPage((await params).id)
  if (!read.ok) return { title: 'Batch' }
  const { batch } = read.data
  return { title: batch ? titleOf(batch) : 'No such batch' }
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

const preflightActing = { discard, remap, start }

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
  switch (batch.state) {
    case 'reading':
      return <ReadingPage initial={{ batch, items: { data: [], nextCursor: null } }} />
    case 'refused':
      return <RefusedPage batch={batch} zone={await getZone()} />
    case 'ready':
      return <PreflightPage actor={actor} batch={batch} params={query} acting={preflightActing} />
    default:
      return <BatchPage actor={actor} batch={batch} params={query} actions={actions} />
  }
}
