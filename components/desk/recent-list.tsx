'use client'

import { useQuery } from '@tanstack/react-query'
import { CloudOff } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { ownRoute } from '#components/own-route.ts'
import { Identifier } from '#components/identifier.tsx'
import { StatusBadge } from '#components/status-badge.tsx'
import { Time } from '#components/time.tsx'
import type { RecentBoard } from '#lib/desk/recent.ts'

interface RecentListProps {
  readonly initial: readonly RecentBoard[]
  readonly zone: string
  /** Labels of connections by id. */
  readonly labels: Readonly<Record<string, string>>
  /** What stands here for who has asked nothing yet. */
  readonly empty: ReactNode
}

const openMs = 1_000

/** What I asked lately, kept current while something is open. */
export function RecentList({ initial, zone, labels, empty }: RecentListProps) {
  const { data, isError } = useQuery({
    queryKey: ['recent'],
    queryFn: fetchRecent,
    initialData: initial,
    retry: false,
    refetchOnWindowFocus: 'always',
    refetchInterval: ({ state }) => (state.data?.some(isOpen) || state.status === 'error' ? openMs : false),
  })
  if (data.length === 0) return empty
  return (
    <>
      {isError && (
        <p role="status" className="flex items-center gap-2 text-[13px] text-warning">
          <CloudOff aria-hidden className="size-3.5" /> Not up to date: the desk cannot be reached. It is
          tried again every second.
        </p>
      )}
      <ul className="divide-y overflow-hidden rounded-xl border bg-card shadow-xs">
        {data.map((board) => (
          <BoardLine key={board.boardId} board={board} zone={zone} labels={labels} />
        ))}
      </ul>
    </>
  )
}

interface BoardLineProps extends Pick<RecentListProps, 'zone' | 'labels'> {
  readonly board: RecentBoard
}

function BoardLine({ board, zone, labels }: BoardLineProps) {
  const { subject, askedAt, reason, lookups } = board
  const href = ownRoute(`/lookups/${lookups[0]?.id ?? ''}`)
  const about = subject.transactionId ?? subject.playerId
  return (
    <li className="flex flex-col gap-2 px-4 py-2.5 lg:flex-row lg:items-start lg:gap-6">
      <div className="flex min-w-0 items-center justify-between gap-3 lg:w-72 lg:shrink-0 lg:flex-col lg:items-start lg:justify-start lg:gap-0.5">
        {about === null ? (
          <Link href={href}>Look-up</Link>
        ) : (
          <span className="flex max-w-full min-w-0 items-center gap-1.5">
            {subject.transactionId === null && <span className="text-xs text-muted-foreground">Player</span>}
            <Identifier id={about} of="id" href={href} copy={false} />
          </span>
        )}
        <span className="flex min-w-0 shrink-0 gap-1.5 text-xs text-muted-foreground lg:max-w-full lg:shrink">
          <Time at={askedAt} zone={zone} as="age" />
          {reason !== null && (
            <span className="truncate max-lg:hidden" title={reason}>
              · {reason}
            </span>
          )}
        </span>
      </div>
      <ul className="grid min-w-0 flex-1 gap-x-4 gap-y-1.5 sm:grid-cols-[repeat(auto-fill,minmax(11.5rem,1fr))] sm:gap-y-2">
        {inOrder(lookups, labels).map((lookup) => (
          <li
            key={lookup.id}
            className="flex justify-between gap-3 max-sm:items-center sm:flex-col sm:items-start sm:gap-1"
          >
            <span className="min-w-0 truncate text-xs text-muted-foreground">
              {labels[lookup.connection] ?? lookup.connection}
            </span>
            <StatusBadge lookup={lookup} code={false} />
          </li>
        ))}
      </ul>
    </li>
  )
}

/** Questions of one moment have no order of their own; the one of the connections file is known everywhere. */
function inOrder(lookups: RecentBoard['lookups'], labels: RecentListProps['labels']) {
  const order = Object.keys(labels)
  return lookups.toSorted((one, other) => order.indexOf(one.connection) - order.indexOf(other.connection))
}

async function fetchRecent(): Promise<readonly RecentBoard[]> {
  const response = await fetch('/recent')
  if (!response.ok) throw new Error(`The desk answered ${response.status}.`)
  return response.json()
}

function isOpen({ lookups }: RecentBoard): boolean {
  return lookups.some(({ outcome }) => outcome === null)
}
