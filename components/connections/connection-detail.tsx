import type { ReactNode } from 'react'
import type { Zone } from '#components/format-time.ts'
import { Fact, Facts } from '#components/lookup/fact.tsx'
import { LookBadge } from '#components/status-badge.tsx'
import { Time } from '#components/time.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { formatSpan } from '#lib/format-span.ts'
import { VisibleText } from '#components/visible-text.tsx'
import type { ManagedConnection } from '#lib/connections/manage.ts'
import { lookOfConnection } from './connection-look.ts'
import { describeBreaker, formatLimits } from './format-limits.ts'
import { LastFault, LastHour, LastSuccess } from './health-facts.tsx'
import { InputList } from './input-list.tsx'
import { TestCall } from './test-call.tsx'

interface ConnectionDetailProps {
  readonly connection: ManagedConnection
  readonly zone: Zone
}

/** Everything about a connection but its secrets: how it fares, what it tells, what it needs, where it goes. */
export function ConnectionDetail({ connection, zone }: ConnectionDetailProps) {
  const { id, label, health, limits, inputs } = connection
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-3">
        <TestCall id={id} label={label}>
          <div className="flex flex-wrap items-center gap-2">
            <LookBadge look={lookOfConnection(connection)} />
            <Badge variant="outline">{connection.environment}</Badge>
            <span className="font-mono text-xs text-muted-foreground">{id}</span>
          </div>
        </TestCall>
        {connection.nextTryAt !== null && (
          <p className="text-[13px] text-muted-foreground">
            Calls are held back after repeated faults. The next one goes through at{' '}
            <Time at={connection.nextTryAt} zone={zone} />.
          </p>
        )}
      </div>
      <Section title="Health">
        <Facts>
          <Fact label="Answered">
            <LastSuccess health={health} zone={zone} />
          </Fact>
          <Fact label="Last fault">
            <span>
              <LastFault health={health} zone={zone} />
            </span>
          </Fact>
          <Fact label="Last hour">
            <LastHour health={health} />
          </Fact>
          {health.drift && (
            <Fact label="Drift">
              <VisibleText text={health.drift.text} />
              <span className="text-muted-foreground">
                Not as documented, last <Time at={health.drift.at} zone={zone} as="age" />
              </span>
            </Fact>
          )}
        </Facts>
      </Section>
      <Section title="What it tells">
        <Facts>
          <Fact label={connection.providerLabel}>{connection.summary}</Fact>
          <Fact label="Keeps">
            {connection.keepsForMs === null
              ? 'The provider does not say how long'
              : formatSpan(connection.keepsForMs)}
          </Fact>
          <Fact label="Freshness">{connection.delay ?? 'Answers in real time'}</Fact>
          <Fact label="In one call">
            {connection.rowsPerCall === 1
              ? '1 transaction'
              : `up to ${connection.rowsPerCall.toLocaleString('en')} transactions`}
          </Fact>
        </Facts>
      </Section>
      <Section title="What it needs">
        <InputList inputs={inputs} />
      </Section>
      <Section title="Where it goes">
        <Facts>
          <Fact label={connection.origins.length === 1 ? 'Host' : 'Hosts'}>
            {connection.origins.map((origin) => (
              <span key={origin} className="font-mono text-xs [overflow-wrap:anywhere]">
                {origin}
              </span>
            ))}
          </Fact>
          <Fact label="Certificates">
            {connection.ownAuthority ? 'Judged by its own authority' : 'Judged by the system’s authorities'}
          </Fact>
          {connection.allowAddresses.length > 0 && (
            <Fact label="Private">
              <span className="font-mono text-xs">{connection.allowAddresses.join(', ')}</span>
            </Fact>
          )}
          <Fact label="Secrets">
            {connection.secretCount === 0
              ? 'None configured'
              : `${connection.secretCount} configured in the connections file; never shown`}
          </Fact>
        </Facts>
      </Section>
      <Section title="Limits">
        <p className="text-[13px]">{formatLimits(limits).join(' · ')}</p>
        <p className="text-[13px] text-muted-foreground">{describeBreaker(limits)}</p>
      </Section>
    </div>
  )
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-xs font-semibold text-muted-foreground">{title}</h2>
      {children}
    </section>
  )
}
