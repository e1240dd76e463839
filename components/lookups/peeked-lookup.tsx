import { BalanceCard } from '#components/balance-card.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import type { Zone } from '#components/format-time.ts'
import { Identifier } from '#components/identifier.tsx'
import { Fact, Facts } from '#components/lookup/fact.tsx'
import { FactsPart } from '#components/lookup/facts-part.tsx'
import { MoneyPart } from '#components/lookup/money-part.tsx'
import { ProvenancePart } from '#components/lookup/provenance-part.tsx'
import { noticesBeside, StatusPart } from '#components/lookup/status-part.tsx'
import { Notices } from '#components/notices.tsx'
import { LookBadge } from '#components/status-badge.tsx'
import { lookOf } from '#components/status-look.ts'
import { Time } from '#components/time.tsx'
import { VisibleText } from '#components/visible-text.tsx'
import { SearchX } from 'lucide-react'
import type { ConnectionDescription } from '#lib/connections/describe.ts'
import type { LookupView } from '#lib/lookups/public.ts'
import { wordsByOrigin } from '#lib/lookups/words.ts'

interface PeekedLookupProps {
  /** Null when there is none. */
  readonly lookup: LookupView | null
  readonly connection: ConnectionDescription | undefined
  readonly zone: Zone
}

/** The essentials of a look-up: what became of it, the money, who asked when. */
export function PeekedLookup({ lookup, connection, zone }: PeekedLookupProps) {
  if (!lookup) {
    return (
      <EmptyState icon={SearchX} title="There is no look-up with this id">
        The address may be cut short. The rows of the list are still here: close this to go back to them.
      </EmptyState>
    )
  }
  const { subject, reason } = lookup
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-col gap-0.5">
        {subject.transactionId !== null && (
          <Identifier
            id={subject.transactionId}
            of="transaction id"
            shortcut="c"
            className="text-base font-semibold"
          />
        )}
        <p className="text-[13px] text-muted-foreground">
          {connection?.label ?? lookup.connection}
          {subject.playerId !== null && (
            <>
              {' · player '}
              <span className="font-mono">
                <VisibleText text={subject.playerId} />
              </span>
            </>
          )}
        </p>
      </div>
      {lookup.outcome === null ? (
        <LookBadge look={lookOf(lookup)} />
      ) : (
        <StatusPart lookup={lookup} connection={connection ?? null} />
      )}
      <MoneyPart lookup={lookup} />
      {lookup.balances.length > 0 && <BalanceCard balances={lookup.balances} />}
      <Notices notices={noticesBeside(lookup)} />
      <FactsPart lookup={lookup} zone={zone} />
      <section className="flex flex-col gap-2 border-t pt-4">
        <Facts>
          <Fact label="Asked by">
            <VisibleText text={lookup.askedByName} />
          </Fact>
          <Fact label="Asked">
            <span>
              <Time at={lookup.askedAt} zone={zone} />
              {lookup.origin !== 'desk' && ` · ${wordsByOrigin[lookup.origin]}`}
            </span>
          </Fact>
          {reason !== null && (
            <Fact label="Reason">
              <VisibleText text={reason} />
            </Fact>
          )}
          {subject.roundId !== null && (
            <Fact label="Round">
              <Identifier id={subject.roundId} of="round id" />
            </Fact>
          )}
          {subject.gameId !== null && (
            <Fact label="Game">
              <Identifier id={subject.gameId} of="game id" />
            </Fact>
          )}
          <Fact label="Look-up">
            <Identifier id={lookup.id} of="look-up id" />
          </Fact>
        </Facts>
        <ProvenancePart lookup={lookup} delay={connection?.delay ?? null} zone={zone} />
      </section>
    </div>
  )
}
