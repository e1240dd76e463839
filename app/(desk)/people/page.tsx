import type { Metadata } from 'next'
import { PageHeader } from '#components/page-header.tsx'
import { PeoplePage } from '#components/people/people-page.tsx'
import { ProblemState } from '#components/problem-state.tsx'
import { requirePage } from '#lib/access/page.ts'
import { confirmPassword } from '#app/(desk)/sessions/actions.ts'
import { addPerson } from './actions.ts'

export const metadata: Metadata = { title: 'People' }

export default async function Page() {
  const found = await requirePage('person.manage', '/people')
  if (found.ok)
    return <PeoplePage actor={found.data} addPerson={addPerson} confirmPassword={confirmPassword} />
  return (
    <>
      <PageHeader title="People" />
      <ProblemState problem={found.problem} />
    </>
  )
}
