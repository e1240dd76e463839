import { ownRoute } from '#components/own-route.ts'
import { PageHeader } from '#components/page-header.tsx'
import { PeekList } from '#components/peek/peek-list.tsx'
import { getZone } from '#components/zone.ts'
import type { Actor } from '#lib/access/actor.ts'
import { settle } from '#lib/access/perform.ts'
import { listManaged } from '#lib/connections/manage.ts'
import { ConnectionCard } from './connection-card.tsx'
import { ConnectionDetail } from './connection-detail.tsx'
import { ConnectionsNotListed } from './not-listed.tsx'

interface ConnectionsPageProps {
  readonly actor: Actor
  /** Of the connection in the drawer. */
  readonly peek: string | null
}

/** Every connection, how it fares, and a test call for each. */
export async function ConnectionsPage({ actor, peek }: ConnectionsPageProps) {
  const [zone, managed] = await Promise.all([getZone(), settle(() => listManaged(actor))])
  if (!managed.ok) {
    return (
      <>
        <PageHeader title="Connections" />
        <ConnectionsNotListed problem={managed.problem} />
      </>
    )
  }
  const peeked = managed.data.find(({ id }) => id === peek)
  return (
    <>
      <PageHeader
        title="Connections"
        description="From the connections file, read when the desk starts. Its secrets are shown to nobody."
      />
      <PeekList
        title={peeked?.label ?? 'Connection'}
        rows={managed.data.map(({ id }) => ({ id, href: ownRoute(`/connections/${id}`) }))}
        drawer={
          peeked ? (
            <ConnectionDetail connection={peeked} zone={zone} />
          ) : (
            <p className="text-[13px]">There is no connection with this id in the file.</p>
          )
        }
      >
        <ul className="flex flex-col gap-3">
          {managed.data.map((connection) => (
            <ConnectionCard key={connection.id} connection={connection} zone={zone} />
          ))}
        </ul>
      </PeekList>
    </>
  )
}
