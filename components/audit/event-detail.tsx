import { History } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { CopyButton } from '#components/copy-button.tsx'
import type { Zone } from '#components/format-time.ts'
import { Identifier } from '#components/identifier.tsx'
import { Fact, Facts } from '#components/lookup/fact.tsx'
import { Time } from '#components/time.tsx'
import { VisibleText } from '#components/visible-text.tsx'
import { hrefOfLookup } from '#components/lookups/href.ts'
import type { AuditFilter } from '#lib/audit/filter.ts'
import type { EventView } from '#lib/audit/view.ts'
import { EventProof } from './event-proof.tsx'
import { hrefOfAudit } from './href.ts'
import { ResultBadge } from './result-badge.tsx'
import { nameOfKind, summarise } from './summarise.ts'

interface EventDetailProps {
  readonly event: EventView
  /** Whether whoever looks may see everyone's, and so the history of what it names. */
  readonly mayReadAll: boolean
  /** Whether they may take its proof along. */
  readonly mayProve: boolean
  readonly zone: Zone
}

/** Everything that an event holds. */
export function EventDetail({ event, mayReadAll, mayProve, zone }: EventDetailProps) {
  const { actorId, actorName, transactionId, playerId, connectionId, objectType, objectId, members } = event
  const summary = summarise(event)
  const history = (filter: AuditFilter, of: string) =>
    mayReadAll && (
      <Link
        href={hrefOfAudit(filter)}
        aria-label={`History of the ${of}`}
        title={`Everything about this ${of}`}
        className="inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-muted-foreground outline-none hover:bg-accent hover:text-foreground focus-visible:ring-[3px] focus-visible:ring-ring/50"
      >
        <History aria-hidden className="size-3.5" />
      </Link>
    )
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="text-base font-semibold">{nameOfKind(event.kind)}</span>
        <ResultBadge result={event.result} />
        {summary !== '' && (
          <span className="min-w-0 text-[13px] [overflow-wrap:anywhere] text-muted-foreground">
            <VisibleText text={summary} />
          </span>
        )}
      </div>
      <Facts>
        <Fact label="Who">
          <Line>
            <span className="min-w-0 [overflow-wrap:anywhere]">
              <VisibleText text={actorName ?? actorId} />
              {members.get('actor_role') != null && (
                <span className="text-muted-foreground">, {members.get('actor_role')}</span>
              )}
            </span>
            {history({ by: actorId }, 'person')}
          </Line>
        </Fact>
        <Fact label="When">
          <Time at={event.recordedAt} zone={zone} precision="millisecond" />
        </Fact>
        {event.reason !== null && (
          <Fact label="Reason">
            <Line>
              <span className="min-w-0 [overflow-wrap:anywhere]">
                <VisibleText text={event.reason} />
              </span>
              {history({ reason: event.reason }, 'reason')}
            </Line>
          </Fact>
        )}
        {transactionId !== null && (
          <Fact label="Transaction">
            <Line>
              <Identifier id={transactionId} of="transaction id" shortcut="c" />
              {history({ transactionId }, 'transaction')}
            </Line>
          </Fact>
        )}
        {playerId !== null && (
          <Fact label="Player">
            <Line>
              <Identifier id={playerId} of="player id" />
              {history({ playerId }, 'player')}
            </Line>
          </Fact>
        )}
        {connectionId !== null && (
          <Fact label="Connection">
            <Line>
              <VisibleText text={connectionId} />
              {history({ connection: connectionId }, 'connection')}
            </Line>
          </Fact>
        )}
        {objectType !== null && objectId !== null && (
          <Fact label="Object">
            <Line>
              <span className="shrink-0 text-muted-foreground">{objectType}</span>
              <Identifier
                id={objectId}
                of={`${objectType} id`}
                copy={false}
                {...(objectType === 'lookup' && { href: hrefOfLookup(objectId) })}
              />
              {history({ object: `${objectType}:${objectId}` }, 'object')}
            </Line>
          </Fact>
        )}
        {event.ip !== null && (
          <Fact label="Address">
            <Line>
              <span className="font-mono text-[0.95em]">{event.ip}</span>
              {history({ ip: event.ip }, 'address')}
            </Line>
          </Fact>
        )}
      </Facts>
      {mayProve && <EventProof id={event.id} />}
      <Section title="Everything it holds">
        <dl className="divide-y rounded-lg border bg-card text-xs">
          {[...members].map(([path, value]) => (
            <Member key={path} name={path} value={value} />
          ))}
        </dl>
      </Section>
      <Section title="Beside it in the record">
        <dl className="divide-y rounded-lg border bg-card text-xs">
          <Member name="id" value={event.id} />
          <Member name="recorded_at" value={event.recordedAt} />
          <Member name="db_role" value={event.dbRole} />
          <Member name="mac" value={event.mac} />
          <Member name="leaf_hash" value={event.leafHash} />
        </dl>
      </Section>
      <Section title="Canonical bytes" extra={<CopyButton text={event.canon} of="canonical bytes" />}>
        <pre
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
          tabIndex={0}
          className="max-h-48 overflow-auto rounded-lg border bg-card px-3 py-2 font-mono text-xs leading-relaxed whitespace-pre-wrap outline-none [overflow-wrap:anywhere] focus-visible:ring-[3px] focus-visible:ring-ring/50"
        >
          <VisibleText text={event.canon} />
        </pre>
      </Section>
    </div>
  )
}

function Line({ children }: { readonly children: ReactNode }) {
  return <span className="flex min-w-0 items-center gap-1">{children}</span>
}

interface SectionProps {
  readonly title: string
  readonly extra?: ReactNode
  readonly children: ReactNode
}

function Section({ title, extra, children }: SectionProps) {
  return (
    <section aria-label={title} className="flex flex-col gap-1.5">
      <div className="flex min-h-6 items-center gap-1">
        <h2 className="text-xs font-semibold text-muted-foreground">{title}</h2>
        {extra}
      </div>
      {children}
    </section>
  )
}

function Member({ name, value }: { readonly name: string; readonly value: string | null }) {
  return (
    <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-3 px-3 py-1">
      <dt className="font-mono [overflow-wrap:anywhere] text-muted-foreground">{name}</dt>
      <dd className="font-mono [overflow-wrap:anywhere]">
        {value === null ? <span className="text-muted-foreground">null</span> : <VisibleText text={value} />}
      </dd>
    </div>
  )
}
