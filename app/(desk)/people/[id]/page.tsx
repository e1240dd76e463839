import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PageHeader } from '#components/page-header.tsx'
import { PersonPage } from '#components/people/person-page.tsx'
import { ProblemState } from '#components/problem-state.tsx'
import { requirePage } from '#lib/access/page.ts'
import { findManagedPerson } from '#lib/access/people.ts'
import { settle } from '#lib/access/perform.ts'
import { revokeToken } from '#app/(desk)/tokens/actions.ts'
import { confirmPassword, endAllSessions, endSession } from '#app/(desk)/sessions/actions.ts'
import {
  changeRole,
  disablePerson,
  enablePerson,
  resetPassword,
  resetSecondFactor,
} from '#app/(desk)/people/actions.ts'

export const metadata: Metadata = { title: 'Person' }

interface PageProps {
  readonly params: Promise<{ readonly id: string }>
}

const actions = {
  changeRole,
  resetPassword,
  resetSecondFactor,
  disablePerson,
  enablePerson,
  confirmPassword,
  endSession,
  endAllSessions,
  revokeToken,
}

export default async function Page({ params }: PageProps) {
  const { id } = await params
  const actor = await requirePage('person.manage', `/people/${id}`)
  const found = actor.ok
    ? await settle(async () => ({ actor: actor.data, person: await findManagedPerson(actor.data, id) }))
    : actor
  if (found.ok) {
    const { actor: admin, person } = found.data
    return person ? <PersonPage actor={admin} person={person} actions={actions} /> : notFound()
  }
  return (
    <>
      <PageHeader title="Person" />
      <ProblemState problem={found.problem} />
    </>
  )
}
