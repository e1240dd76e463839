import { RotateCcw, Search } from 'lucide-react'
import Link from 'next/link'
import { HistoryMenu } from '#components/audit/history-menu.tsx'
import { HoldMenu } from '#components/evidence/hold-menu.tsx'
import type { Zone } from '#components/format-time.ts'
import { Identifier } from '#components/identifier.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { Time } from '#components/time.tsx'
import { Button } from '#components/ui/button.tsx'
import { VisibleText } from '#components/visible-text.tsx'
import type { LookupView } from '#lib/lookups/public.ts'

interface BoardHeaderProps {
  /** The look-up that the page is of. */
  readonly lookupId: string
  /** The newest first; at least one. */
  readonly lookups: readonly LookupView[]
  readonly zone: Zone
  /** Whether whoever looks may see who else did. */
  readonly mayReadAudit: boolean
  /** Whether whoever looks may keep this, or ask that it be erased. */
  readonly mayHold: boolean
  /** Why nothing can be asked again; null when something can. */
  readonly cannotAsk: string | null
  readonly onAskAgain: () => void
}

/** What the board is about, and who asked. */
export function BoardHeader({
  lookupId,
  mayReadAudit,
  mayHold,
  lookups,
  zone,
  cannotAsk,
  onAskAgain,
}: BoardHeaderProps) {
  const first = lookups.at(-1)
  // A balance check among them names a player alone.
  const [transactionId = null] = namesOf(lookups, 'transactionId')
  const [playerId = null] = namesOf(lookups, 'playerId')
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <PageHeader
        title={
          transactionId === null ? (
            <Title word="Balance of player" id={playerId ?? ''} of="player id" />
          ) : (
            <Title word="Transaction" id={transactionId} of="transaction id" />
          )
        }
        actions={
          <>
            {transactionId !== null && (
              <Button asChild variant="outline" size="sm">
                <Link href={`/?q=${encodeURIComponent(transactionId)}`}>
                  <Search /> Ask other connections
                </Link>
              </Button>
            )}
            {mayReadAudit && <HistoryMenu subjects={listSubjects(lookupId, lookups)} />}
            {mayHold && <HoldMenu subjects={listHoldable(lookups)} />}
            <Button
              size="sm"
              aria-keyshortcuts="r"
              title={cannotAsk ?? 'Ask all of them again (r)'}
              disabled={cannotAsk !== null}
              onClick={onAskAgain}
            >
              <RotateCcw /> Ask all again
            </Button>
          </>
        }
      />
      <div className="flex flex-wrap items-center gap-x-5 gap-y-0.5 text-[13px] text-muted-foreground">
        {transactionId !== null && <Named label="Player" ids={namesOf(lookups, 'playerId')} />}
        <Named label="Round" ids={namesOf(lookups, 'roundId')} />
        <Named label="Game" ids={namesOf(lookups, 'gameId')} />
        {first && (
          <span className="min-w-0 [overflow-wrap:anywhere]">
            Asked by {first.askedByName}, <Time at={first.askedAt} zone={zone} />
          </span>
        )}
        {first?.reason && (
          <span className="min-w-0 [overflow-wrap:anywhere]">
            Reason: <VisibleText text={first.reason} />
          </span>
        )}
      </div>
    </div>
  )
}

function listHoldable(lookups: readonly LookupView[]) {
  const cases = [...new Set(lookups.flatMap(({ reason }) => (reason === null ? [] : [reason])))]
  return [
    ...namesOf(lookups, 'playerId').map((id) => ({ kind: 'player' as const, id })),
    ...namesOf(lookups, 'transactionId').map((id) => ({ kind: 'transaction' as const, id })),
    ...cases.map((id) => ({ kind: 'case' as const, id })),
  ]
}

function listSubjects(lookupId: string, lookups: readonly LookupView[]) {
  const connections = [...new Set(lookups.map(({ connection }) => connection))]
  return [
    ...namesOf(lookups, 'playerId').map((id) => ({ word: 'Player', id, filter: { playerId: id } })),
    ...namesOf(lookups, 'transactionId').map((id) => ({
      word: 'Transaction',
      id,
      filter: { transactionId: id },
    })),
    { word: 'Look-up', id: lookupId, filter: { object: `lookup:${lookupId}` } },
    ...connections.map((id) => ({ word: 'Connection', id, filter: { connection: id } })),
  ]
}

function Title({ word, id, of }: { readonly word: string; readonly id: string; readonly of: string }) {
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-2">
      {word}
      <Identifier id={id} of={of} shortcut="c" className="font-medium" />
    </span>
  )
}

function Named({ label, ids }: { readonly label: string; readonly ids: readonly string[] }) {
  if (ids.length === 0) return null
  return (
    <span className="inline-flex min-w-0 items-center gap-1">
      {label}
      {ids.map((id) => (
        <Identifier key={id} id={id} of={`${label.toLowerCase()} id`} className="text-foreground" />
      ))}
    </span>
  )
}

/** Every value in the order asked; connections can be asked about different players by mistake. */
function namesOf(lookups: readonly LookupView[], part: keyof LookupView['subject']) {
  return [...new Set(lookups.toReversed().flatMap(({ subject }) => subject[part] ?? []))]
}
