import { CirclePause, Unplug } from 'lucide-react'
import type { Zone } from '#components/format-time.ts'
import { Time } from '#components/time.tsx'
import { VisibleText } from '#components/visible-text.tsx'
import type { ConnectionProgress } from '#lib/batches/view-progress.ts'
import { countOf, number } from './progress-words.ts'

interface ConnectionLinesProps {
  readonly lines: readonly ConnectionProgress[]
  readonly connections: readonly { readonly id: string; readonly label: string }[]
  readonly zone: Zone
}

/** How far each connection is, and which rests. */
export function ConnectionLines({ lines, connections, zone }: ConnectionLinesProps) {
  const labelOf = (connection: string) => connections.find(({ id }) => id === connection)?.label ?? null
  if (lines.length === 0) return null
  return (
    <ul aria-label="By connection" className="flex flex-col gap-1.5 text-[13px]">
      {lines.map(({ connection, done, toAsk, waiting, faults, paused }) => (
        <li key={connection} className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
          <span className="font-medium" title={connection}>
            {labelOf(connection) ?? connection}
          </span>
          <span className="text-muted-foreground tabular-nums">
            {number(done)} of {number(toAsk)}
            {faults > 0 && ` · ${countOf(faults, 'fault')}`}
          </span>
          {labelOf(connection) === null && waiting > 0 && (
            <span className="inline-flex items-baseline gap-1.5 text-warning">
              <Unplug aria-hidden className="size-3.5 shrink-0 translate-y-0.5" />
              <span>
                not among the connections any more: rows that wait end as faults after ten minutes, and a
                retry asks them when it is back
              </span>
            </span>
          )}
          {paused && (
            <span className="inline-flex items-baseline gap-1.5 text-warning">
              <CirclePause aria-hidden className="size-3.5 shrink-0 translate-y-0.5" />
              <span>
                paused until <Time at={paused.until} zone={zone} /> since the provider keeps failing:{' '}
                <VisibleText text={paused.why} />
              </span>
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
