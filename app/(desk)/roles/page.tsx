import type { Metadata } from 'next'
import { RolesPage } from '#components/roles/roles-page.tsx'
import { requireActor } from '#lib/access/page.ts'

export const metadata: Metadata = { title: 'Who may do what' }

export default async function Page() {
  return <RolesPage actor={await requireActor('/roles')} />
}
