import type { Metadata } from 'next'
import Link from 'next/link'
import { Suspense } from 'react'
import { Desk } from '#components/desk/desk.tsx'
import { DeskDenied } from '#components/desk/desk-denied.tsx'
import { Queries } from '#components/desk/queries.tsx'
import { Recent, RecentSkeleton } from '#components/desk/recent.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { ProblemState } from '#components/problem-state.tsx'
import { destinations } from '#components/shell/navigation.ts'
import { can, getLookupRowLimit, rolesWith } from '#lib/access/capabilities.ts'
import { requireActor } from '#lib/access/page.ts'
import { settle } from '#lib/access/perform.ts'
import { listConnections } from '#lib/connections/describe.ts'
import { recogniseForDesk } from '#lib/desk/recognise.ts'
import { askProviders, recognisePaste } from './actions.ts'

export const metadata: Metadata = { title: 'Desk' }

interface DeskPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

export default async function DeskPage({ searchParams }: DeskPageProps) {
  const { q } = await searchParams
  const text = typeof q === 'string' ? q : ''
  const found = await settle(() => requireActor(text === '' ? '/' : `/?q=${encodeURIComponent(text)}`))
  if (!found.ok) return <ProblemState problem={found.problem} />
  const actor = found.data
  const mayAsk = can(actor, 'lookup.ask')
  const connections = mayAsk ? await listConnections(actor) : []
  const labels = Object.fromEntries(connections.map(({ id, label }) => [id, label]))
  return (
    <Queries>
      <PageHeader
        title="Desk"
        description="What became of a transaction? Paste it, and ask every provider at once."
      />
      {mayAsk ? (
        <Desk
          connections={connections.map(
            ({ id, label, environment, provider, providerLabel, summary, inputs, breaker }) => ({
              id,
              label,
              environment,
              provider,
              providerLabel,
              summary,
              inputs,
              breaker,
            }),
          )}
          limit={getLookupRowLimit(actor)}
          initial={{
            text,
            result: text === '' ? null : await settle(() => recogniseForDesk(actor, { text })),
          }}
          recognise={recognisePaste}
          ask={askProviders}
        />
      ) : (
        <DeskDenied
          missing={(['lookup.ask', 'history.own'] as const).filter((one) => !can(actor, one))}
          roles={rolesWith('lookup.ask')}
          shown={destinations.filter(({ needs }) => needs !== null && can(actor, needs)).map(({ id }) => id)}
        />
      )}
      {can(actor, 'history.own') && (
        <section aria-labelledby="recent" className="flex flex-col gap-3">
          <div className="flex items-baseline justify-between gap-4">
            <h2 id="recent" className="text-sm font-semibold">
              My recent look-ups
            </h2>
            <Link href="/lookups" className="text-[13px] text-link underline-offset-4 hover:underline">
              All look-ups
            </Link>
          </div>
          <Suspense fallback={<RecentSkeleton />}>
            <Recent
              actor={actor}
              labels={labels}
              demo={connections.some(({ environment }) => environment === 'demo')}
            />
          </Suspense>
        </section>
      )}
    </Queries>
  )
}
