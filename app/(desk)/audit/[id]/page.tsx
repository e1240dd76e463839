import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { EventDetail } from '#components/audit/event-detail.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { ProblemState } from '#components/problem-state.tsx'
import { getZone } from '#components/zone.ts'
import { can } from '#lib/access/capabilities.ts'
import { requirePage } from '#lib/access/page.ts'
import { settle } from '#lib/access/perform.ts'
import { findEvent } from '#lib/audit/find.ts'

export const metadata: Metadata = { title: 'Event' }

interface PageProps {
  readonly params: Promise<{ readonly id: string }>
}

export default async function Page({ params }: PageProps) {
  const { id } = await params
  const actor = await requirePage('audit.own', `/audit/${id}`)
  const found = actor.ok ? await settle(() => findEvent(actor.data, id)) : actor
  if (!found.ok || !actor.ok) {
    return (
      <>
        <PageHeader title="Event" />
        {!found.ok && <ProblemState problem={found.problem} />}
      </>
    )
  }
  if (!found.data) notFound()
  return (
    <>
      <PageHeader title={`Event ${found.data.id}`} />
      <div className="max-w-3xl">
        <EventDetail
          event={found.data}
          mayReadAll={can(actor.data, 'audit.read')}
          mayProve={can(actor.data, 'audit.export')}
          zone={await getZone()}
        />
      </div>
    </>
  )
}
