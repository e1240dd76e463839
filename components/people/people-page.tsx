import Link from 'next/link'
import { ownRoute } from '#components/own-route.ts'
import { PageHeader } from '#components/page-header.tsx'
import { ProblemState } from '#components/problem-state.tsx'
import { LookBadge } from '#components/status-badge.tsx'
import { Time } from '#components/time.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { getZone } from '#components/zone.ts'
import type { Actor } from '#lib/access/actor.ts'
import { findOidcSettings, isOidcOnly } from '#lib/access/oidc/settings.ts'
import { listManagedPeople } from '#lib/access/people.ts'
import { settle } from '#lib/access/perform.ts'
import { AddPerson, type AddPersonProps } from './add-person.tsx'
import { lookOfPerson } from './person-look.ts'

interface PeoplePageProps extends Omit<AddPersonProps, 'onlyBy'> {
  readonly actor: Actor
}

/** Everybody who can sign in, or could. */
export async function PeoplePage({ actor, ...adding }: PeoplePageProps) {
  const [zone, people] = await Promise.all([getZone(), settle(() => listManagedPeople(actor))])
  return (
    <>
      <PageHeader
        title="People"
        description="Who may sign in, and as what. Nobody is deleted: the record names them."
        actions={
          <>
            <Button asChild variant="outline" size="sm">
              <Link href="/roles">Who may do what</Link>
            </Button>
            <AddPerson {...adding} onlyBy={isOidcOnly() ? (findOidcSettings()?.label ?? null) : null} />
          </>
        }
      />
      {!people.ok && <ProblemState problem={people.problem} />}
      {people.ok && (
        <ul aria-label="People" className="divide-y rounded-xl border bg-card shadow-xs">
          {people.data.map((person) => (
            <li key={person.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
              <div className="flex min-w-48 flex-1 flex-col gap-0.5">
                <Link
                  href={ownRoute(`/people/${person.id}`)}
                  className="self-start rounded-sm text-[13px] font-medium underline-offset-4 outline-none hover:underline focus-visible:ring-[3px] focus-visible:ring-ring/50"
                >
                  {person.name}
                  {person.id === actor.id && <span className="text-muted-foreground"> (you)</span>}
                </Link>
                <span className="text-xs [overflow-wrap:anywhere] text-muted-foreground">{person.email}</span>
              </div>
              <Badge variant="outline" className="capitalize">
                {person.role}
              </Badge>
              <span className="flex w-52 items-center justify-end gap-2 text-xs text-muted-foreground max-sm:w-auto">
                {person.lastSeenAt !== null && <Time at={person.lastSeenAt} zone={zone} as="age" />}
                <LookBadge look={lookOfPerson(person)} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
