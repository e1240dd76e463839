import { MonitorSmartphone } from 'lucide-react'
import type { Zone } from '#components/format-time.ts'
import { Time } from '#components/time.tsx'
import { Badge } from '#components/ui/badge.tsx'
import type { ActionResult } from '#lib/access/perform.ts'
import type { OpenDevice } from '#lib/access/sessions.ts'
import { EndSession } from './end-session.tsx'

export type EndSessionAction = (input: { readonly id: string }) => Promise<ActionResult<void>>
export type EndSessionsAction = (input: { readonly personId: string }) => Promise<ActionResult<void>>

interface SessionListProps {
  readonly sessions: readonly OpenDevice[]
  readonly zone: Zone
  readonly endSession: EndSessionAction
}

/** Where somebody is signed in, each with a button that ends it but for the one that is looking. */
export function SessionList({ sessions, zone, endSession }: SessionListProps) {
  return (
    <ul aria-label="Sessions" className="divide-y rounded-xl border bg-card shadow-xs">
      {sessions.map(({ id, device, ip, own, startedAt, lastSeenAt, expiresAt }) => (
        <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
          <MonitorSmartphone aria-hidden className="size-4 shrink-0 text-muted-foreground" />
          <div className="flex min-w-48 flex-1 flex-col gap-0.5">
            <span className="flex flex-wrap items-center gap-2 text-[13px] font-medium">
              {device}
              {own && <Badge variant="outline">This one</Badge>}
            </span>
            <span className="text-xs text-muted-foreground">
              {ip !== null && <>From {ip} · </>}Last seen <Time at={lastSeenAt} zone={zone} as="age" /> ·
              signed in <Time at={startedAt} zone={zone} /> · ends by <Time at={expiresAt} zone={zone} />
            </span>
          </div>
          {!own && <EndSession id={id} device={device} endSession={endSession} />}
        </li>
      ))}
    </ul>
  )
}
