import type { Zone } from '#components/format-time.ts'
import { lookByFault } from '#components/status-look.ts'
import { Time } from '#components/time.tsx'
import type { ConnectionHealth } from '#lib/connections/health.ts'

interface HealthProps {
  readonly health: ConnectionHealth
  readonly zone: Zone
}

/** When it last answered, be it that it does not have the transaction. */
export function LastSuccess({ health: { lastSuccessAt }, zone }: HealthProps) {
  return lastSuccessAt === null ? <None /> : <Time at={lastSuccessAt} zone={zone} as="age" />
}

export function LastFault({ health: { lastFaultAt, lastFault }, zone }: HealthProps) {
  if (lastFaultAt === null) return <None />
  return (
    <>
      <Time at={lastFaultAt} zone={zone} as="age" />
      {lastFault !== null && (
        <span className="text-muted-foreground"> · {lookByFault[lastFault].word.toLowerCase()}</span>
      )}
    </>
  )
}

export function LastHour({ health: { lookups, faults, medianMs } }: Pick<HealthProps, 'health'>) {
  if (lookups === 0) return <span className="text-muted-foreground">no look-ups</span>
  return (
    <span className="tabular-nums">
      {lookups.toLocaleString('en')} {lookups === 1 ? 'look-up' : 'look-ups'} ·{' '}
      <span className={faults > 0 ? 'font-medium text-danger' : undefined}>
        {faults.toLocaleString('en')} {faults === 1 ? 'fault' : 'faults'}
      </span>
      {medianMs !== null && ` · median ${Math.round(medianMs).toLocaleString('en')} ms`}
    </span>
  )
}

function None() {
  return <span className="text-muted-foreground">none in 30 days</span>
}
