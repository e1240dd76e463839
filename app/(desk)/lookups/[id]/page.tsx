import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache, Suspense } from 'react'
import { Board } from '#components/lookup/board.tsx'
import { RawExchange } from '#components/lookup/raw-exchange.tsx'
import { RawSkeleton } from '#components/lookup/raw-panel.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { ProblemState } from '#components/problem-state.tsx'
import { getZone } from '#components/zone.ts'
import { can } from '#lib/access/capabilities.ts'
import { requirePage } from '#lib/access/page.ts'
import { settle } from '#lib/access/perform.ts'
import { toBoardState } from '#lib/api/board.ts'
import { listConnections } from '#lib/connections/describe.ts'
import { findBoard } from '#lib/lookups/read.ts'
import { askAgain } from './actions.ts'

interface LookupPageProps {
  readonly params: Promise<{ id: string }>
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

/** Once for a page, though its title asks too. */
const readPage = cache(async (id: string) => {
  const allowed = await requirePage('lookup.read', `/lookups/${id}`)
  if (!allowed.ok) return allowed
  const actor = allowed.data
  return settle(async () => ({
    actor,
    lookups: await findBoard(actor, id),
    connections: await listConnections(actor),
  }))
})

export async function generateMetadata({ params }: LookupPageProps): Promise<Metadata> {
  const read = await readPage((await params).id)
  if (!read.ok) return { title: 'Look-up' }
  const subjects = read.data.lookups.map(({ subject }) => subject)
  if (subjects.length === 0) return { title: 'No such look-up' }
  const named = subjects.find(({ transactionId }) => transactionId !== null) ?? subjects[0]
  return { title: named?.transactionId ?? named?.playerId ?? 'Look-up' }
}

export default async function LookupPage({ params, searchParams }: LookupPageProps) {
  const { id } = await params
  const { raw, exchange } = await searchParams
  const read = await readPage(id)
  if (!read.ok) {
    return (
      <>
        <PageHeader title="Look-up" />
        <ProblemState problem={read.problem} />
      </>
    )
  }
  const { actor, lookups, connections } = read.data
  if (lookups.length === 0) notFound()
  const opened = lookups.find((lookup) => lookup.id === raw)
  const n = Number(exchange ?? opened?.exchanges.length)
  return (
    <Board
      lookupId={id}
      initial={toBoardState(lookups)}
      connections={connections}
      zone={await getZone()}
      mayAsk={can(actor, 'lookup.ask')}
      mayReadAudit={can(actor, 'audit.read')}
      mayHold={can(actor, 'hold.set') && can(actor, 'evidence.erase')}
      askAgain={askAgain}
    >
      {opened ? (
        <Suspense key={`${opened.id} ${n}`} fallback={<RawSkeleton />}>
          <RawExchange actor={actor} lookupId={opened.id} n={n} />
        </Suspense>
      ) : null}
    </Board>
  )
}
