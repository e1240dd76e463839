'use client'

import { AskFirst } from '#components/access/ask-first.tsx'
import type { EndSessionsAction } from './session-list.tsx'

interface EndEverywhereProps {
  readonly personId: string
  /** Whose they are; null for one's own. */
  readonly name: string | null
  readonly endAllSessions: EndSessionsAction
}

export function EndEverywhere({ personId, name, endAllSessions }: EndEverywhereProps) {
  return (
    <AskFirst
      does="Sign out everywhere"
      of={name ?? ''}
      title={name === null ? 'Sign out everywhere, here too?' : `Sign out ${name} everywhere?`}
      done="Signed out everywhere"
      act={() => endAllSessions({ personId })}
    >
      {name === null
        ? 'Every session of yours ends, this one among them. You sign in again afterwards.'
        : `Every session of ${name} ends at once. They can sign in again; to keep them out, disable them.`}
    </AskFirst>
  )
}
