import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { AppShell } from '#components/shell/app-shell.tsx'
import { destinations } from '#components/shell/navigation.ts'
import { getZone } from '#components/zone.ts'
import { can } from '#lib/access/capabilities.ts'
import { requireActor } from '#lib/access/page.ts'
import { listConnections } from '#lib/connections/describe.ts'
import { setZone, signOut } from './actions.ts'

/** Around every page for who has signed in. What a page shows is asked for again by the page itself. */
export default async function DeskLayout({ children }: { readonly children: ReactNode }) {
  const given = await headers()
  const actor = await requireActor(given.get('x-path') ?? '/')
  const shown = destinations.filter(({ needs }) => needs === null || can(actor, needs)).map(({ id }) => id)
  const known =
    can(actor, 'lookup.ask') || can(actor, 'connection.manage') ? await listConnections(actor) : []
  const connections = known.map(({ id, label }) => ({ id, label }))
  const account = { name: actor.name, role: actor.role ?? '', zone: await getZone(), signOut, setZone }
  return (
    <AppShell
      account={account}
      shown={shown}
      connections={connections}
      mac={/Mac|iPhone|iPad/.test(given.get('user-agent') ?? '')}
    >
      {children}
    </AppShell>
  )
}
