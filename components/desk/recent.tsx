import { FlaskConical, Inbox } from 'lucide-react'
import Link from 'next/link'
import { EmptyState } from '#components/empty-state.tsx'
import { ProblemState } from '#components/problem-state.tsx'
import { Button } from '#components/ui/button.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { getZone } from '#components/zone.ts'
import type { Actor } from '#lib/access/actor.ts'
import { settle } from '#lib/access/perform.ts'
import { listRecentBoards } from '#lib/desk/recent.ts'
import { RecentList } from './recent-list.tsx'

interface RecentProps {
  readonly actor: Actor
  readonly labels: Readonly<Record<string, string>>
  /** Whether connections lead to the simulator, which knows the example. */
  readonly demo: boolean
}

/** What the actor asked lately, or why it cannot be shown. */
export async function Recent({ actor, labels, demo }: RecentProps) {
  const boards = await settle(() => listRecentBoards(actor))
  if (!boards.ok) return <ProblemState problem={boards.problem} />
  return (
    <RecentList
      initial={boards.data}
      zone={await getZone()}
      labels={labels}
      empty={<NothingYet demo={demo} />}
    />
  )
}

/** The simulator has a sound answer for it at several providers. */
const example = '{ "transactionId": "sc-ok-example", "userId": 16065, "gameId": 1000837 }'

function NothingYet({ demo }: { readonly demo: boolean }) {
  return (
    <EmptyState
      icon={Inbox}
      title="You have asked nothing yet"
      action={
        demo && (
          <Button asChild variant="outline" size="sm">
            <Link href={`/?q=${encodeURIComponent(example)}`}>
              <FlaskConical aria-hidden /> Fill in an example
            </Link>
          </Button>
        )
      }
    >
      Paste a transaction id into the box. The desk shows which providers can be asked about it, and asks them
      all at once; what they said is kept here.
    </EmptyState>
  )
}

export function RecentSkeleton() {
  return (
    <div role="status" aria-label="Loading recent look-ups" className="flex flex-col gap-2">
      {Array.from({ length: 4 }, (_, row) => (
        <Skeleton key={row} className="h-14 w-full" />
      ))}
    </div>
  )
}
