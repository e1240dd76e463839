import type { Zone } from '#components/format-time.ts'
import { LookBadge } from '#components/status-badge.tsx'
import { Badge } from '#components/ui/badge.tsx'
import type { ManagedConnection } from '#lib/connections/manage.ts'
import { lookOfConnection } from './connection-look.ts'
import { formatFaults, formatLimits } from './format-limits.ts'
import { LastFault, LastHour, LastSuccess } from './health-facts.tsx'
import { TestCall } from './test-call.tsx'

interface ConnectionCardProps {
  readonly connection: ManagedConnection
  readonly zone: Zone
}

/** A connection in the list. A click opens its drawer. */
export function ConnectionCard({ connection, zone }: ConnectionCardProps) {
  const { id, label, environment, providerLabel, origins, health, limits } = connection
  return (
    <li
      data-peek={id}
      className="flex cursor-pointer flex-col gap-3 rounded-xl border bg-card p-4 shadow-xs transition-colors hover:border-input"
    >
      <TestCall id={id} label={label}>
        <div className="flex min-w-0 flex-1 flex-col gap-1">
          <h2 className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-sm font-semibold">
            <a
              data-peek-link
              href={`/connections/${id}`}
              className="rounded-sm underline-offset-4 outline-none hover:underline focus-visible:ring-[3px] focus-visible:ring-ring/50"
            >
              {label}
            </a>
            <LookBadge look={lookOfConnection(connection)} />
          </h2>
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-muted-foreground">
            <Badge variant="outline">{environment}</Badge>
            <span className="font-mono">{id}</span>
            <span>{providerLabel}</span>
            <span className="font-mono [overflow-wrap:anywhere]">{origins[0]}</span>
          </p>
        </div>
      </TestCall>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 border-t pt-3 text-[13px] lg:grid-cols-[1fr_1.2fr_1.4fr_1.6fr]">
        <Column label="Last answer">
          <LastSuccess health={health} zone={zone} />
        </Column>
        <Column label="Last fault">
          <LastFault health={health} zone={zone} />
        </Column>
        <Column label="Last hour">
          <LastHour health={health} />
        </Column>
        <Column label="Limits">
          {[...formatLimits(limits), `pauses after ${formatFaults(limits)}`].join(' · ')}
        </Column>
      </dl>
    </li>
  )
}

function Column({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-0.5">
      <dt className="text-xs text-muted-foreground">{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
