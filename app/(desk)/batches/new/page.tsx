import type { Metadata } from 'next'
import { NewBatch } from '#components/batches/new-batch.tsx'
import { SampleList } from '#components/batches/sample-list.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { ProblemState } from '#components/problem-state.tsx'
import { requirePage } from '#lib/access/page.ts'
import { listConnections } from '#lib/connections/describe.ts'

export const metadata: Metadata = { title: 'New batch' }

export default async function Page() {
  const found = await requirePage('batch.run', '/batches/new')
  if (!found.ok)
    return (
      <>
        <PageHeader title="New batch" />
        <ProblemState problem={found.problem} />
      </>
    )
  const connections = await listConnections(found.data)
  return (
    <>
      <PageHeader
        title="New batch"
        description="First it is read and shown what would happen. Nobody is asked before you start it."
      />
      <NewBatch connections={connections.map(({ id, label }) => ({ id, label }))} />
      <SampleList connections={connections} />
    </>
  )
}
