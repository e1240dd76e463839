import { PageHeader } from '#components/page-header.tsx'
import { ProblemState } from '#components/problem-state.tsx'
import { getZone } from '#components/zone.ts'
import type { Actor } from '#lib/access/actor.ts'
import { settle } from '#lib/access/perform.ts'
import { listOwnSessions } from '#lib/access/sessions.ts'
import { EndEverywhere } from './end-everywhere.tsx'
import { type EndSessionAction, type EndSessionsAction, SessionList } from './session-list.tsx'

interface SessionsPageProps {
  readonly actor: Actor
  readonly endSession: EndSessionAction
  readonly endAllSessions: EndSessionsAction
}

/** Where one is signed in oneself. */
export async function SessionsPage({ actor, endSession, endAllSessions }: SessionsPageProps) {
  const [zone, sessions] = await Promise.all([getZone(), settle(() => listOwnSessions(actor))])
  return (
    <>
      <PageHeader
        title="Your sessions"
        description="A session ends half an hour after it was last used, and twelve hours after sign-in."
        actions={<EndEverywhere personId={actor.id} name={null} endAllSessions={endAllSessions} />}
      />
      {sessions.ok ? (
        <SessionList sessions={sessions.data} zone={zone} endSession={endSession} />
      ) : (
        <ProblemState problem={sessions.problem} />
      )}
    </>
  )
}
