import { UserKey } from 'lucide-react'
import Link from 'next/link'
import type { Zone } from '#components/format-time.ts'
import { Time } from '#components/time.tsx'
import { Alert, AlertDescription, AlertTitle } from '#components/ui/alert.tsx'
import { VisibleText } from '#components/visible-text.tsx'
import { type Giving, toldDays } from '#lib/audit/given-access.ts'
import { hrefOfEvent } from './href.ts'

/** More would hide what the page is for. */
const mostShown = 4

interface GivenAccessProps {
  readonly givings: readonly Giving[]
  readonly zone: Zone
}

/** Tells managers who was let do what they do, so that nobody becomes one of them unseen. */
export function GivenAccess({ givings, zone }: GivenAccessProps) {
  // Who runs the command line holds the database anyway: the newest stands for all of those.
  const atDesk = givings.filter(({ actorId }) => !actorId.startsWith('cli:'))
  const elsewhere = givings.filter(({ actorId }) => actorId.startsWith('cli:'))
  const shown = [...atDesk.slice(0, mostShown), ...elsewhere.slice(0, 1)]
  const more = givings.length - shown.length
  return (
    <Alert role="region" variant="info" aria-label="Access to what managers see">
      <UserKey aria-hidden />
      <AlertTitle>
        Access to what managers see was opened {givings.length === 1 ? 'once' : `${givings.length} times`} in
        the last {toldDays} days
      </AlertTitle>
      <AlertDescription>
        <ul className="flex flex-col gap-0.5">
          {shown.map((giving) => (
            <li key={giving.eventId} className="[overflow-wrap:anywhere]">
              <Link
                href={hrefOfEvent(giving.eventId)}
                className="rounded-sm text-link underline underline-offset-4 outline-none focus-visible:ring-[3px] focus-visible:ring-ring/50"
              >
                <VisibleText text={`${giving.actorName ?? giving.actorId} ${say(giving)}`} />
              </Link>{' '}
              <Time at={giving.at} zone={zone} as="age" />
            </li>
          ))}
        </ul>
        <p>
          {more > 0 && `And ${more} more, all of them in the list below. `}
          Ask about what you did not expect.
        </p>
      </AlertDescription>
    </Alert>
  )
}

function say({ kind, name, role, purpose }: Giving): string {
  const whom = name ?? 'somebody'
  switch (kind) {
    case 'user.created':
      return `added ${whom} as ${role}`
    case 'user.role_changed':
      return `gave ${whom} the role ${role}`
    case 'person.link_created':
      return purpose === 'sign_in'
        ? `made a link that signs in as ${whom}`
        : `made a link that sets the password of ${whom}`
    case 'second_factor.reset':
      return `took the second factor of ${whom} away`
    case 'token.created':
      return `made the token ${whom} with the role ${role}`
  }
}
