import type { Metadata } from 'next'
import { SessionsPage } from '#components/sessions/sessions-page.tsx'
import { requireActor } from '#lib/access/page.ts'
import { endAllSessions, endSession } from './actions.ts'

export const metadata: Metadata = { title: 'Your sessions' }

export default async function Page() {
  const actor = await requireActor('/sessions')
  return <SessionsPage actor={actor} endSession={endSession} endAllSessions={endAllSessions} />
}
