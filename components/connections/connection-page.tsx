import { PageHeader } from '#components/page-header.tsx'
import { getZone } from '#components/zone.ts'
import type { ManagedConnection } from '#lib/connections/manage.ts'
import { ConnectionDetail } from './connection-detail.tsx'

/** One connection, on a page of its own. */
export async function ConnectionPage({ connection }: { readonly connection: ManagedConnection }) {
  const zone = await getZone()
  return (
    <>
      <PageHeader title={connection.label} />
      <div className="max-w-3xl">
        <ConnectionDetail connection={connection} zone={zone} />
      </div>
    </>
  )
}
