import type { Zone } from '#components/format-time.ts'
import { LookBadge } from '#components/status-badge.tsx'
import { Time } from '#components/time.tsx'
import { VisibleText } from '#components/visible-text.tsx'
import type { ListedBatch } from '#lib/batches/list.ts'
import { Bar } from './bar.tsx'
import { lookByState, wordsBySource } from './batch-look.ts'
import { hrefOfBatch } from './href.ts'
import { number, percentOf } from './progress-words.ts'

interface BatchRowProps {
  readonly batch: ListedBatch
  readonly self: string
  readonly zone: Zone
}

const cell = 'px-3 py-1.5 max-md:p-0'

/** A row of the list of batches. */
export function BatchRow({ batch, self, zone }: BatchRowProps) {
  const { id, name, state, source, rows, faults, created } = batch
  const who = created.by === self ? 'You' : created.byName
  return (
    <tr
      data-peek={id}
      className="cursor-pointer border-b last:border-0 hover:bg-muted/60 max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto] max-md:items-center max-md:gap-x-3 max-md:gap-y-1 max-md:px-3 max-md:py-2.5"
    >
      <td className={`${cell} max-md:order-3`}>
        <LookBadge look={lookByState[state]} />
      </td>
      <td className={`${cell} max-md:order-1`} title={name}>
        <span className="flex min-w-0 items-baseline gap-2">
          <a
            data-peek-link
            href={hrefOfBatch(id)}
            className="truncate rounded-sm text-link underline-offset-4 outline-none visited:text-visited hover:underline focus-visible:ring-[3px] focus-visible:ring-ring/50"
          >
            <VisibleText text={name} />
          </a>
          {source !== 'file' && (
            <span className="shrink-0 text-xs text-muted-foreground max-sm:hidden">
              {wordsBySource[source]}
            </span>
          )}
        </span>
      </td>
      <td className={`${cell} text-right tabular-nums max-md:order-2`}>
        {number(rows)}
        <span className="md:hidden"> {rows === 1 ? 'row' : 'rows'}</span>
      </td>
      <td className={`${cell} max-md:order-5 max-md:col-span-2`}>
        <ShortProgress batch={batch} />
      </td>
      <td
        className={`${cell} text-right tabular-nums max-md:order-6 max-md:col-span-2 max-md:text-left max-md:empty:hidden`}
      >
        {faults > 0 && (
          <span className="text-danger">
            {number(faults)}
            <span className="md:hidden"> {faults === 1 ? 'fault' : 'faults'}</span>
          </span>
        )}
      </td>
      <td title={who} className={`${cell} truncate max-lg:hidden`}>
        <VisibleText text={who} />
      </td>
      <td className={`${cell} text-right text-muted-foreground max-md:order-4`}>
        <Time at={created.at} zone={zone} as="age" />
      </td>
    </tr>
  )
}

/** Nothing before it is started: no row is answered then. */
function ShortProgress({ batch: { state, done, toAsk, started } }: { readonly batch: ListedBatch }) {
  if (started === null || state === 'awaiting_approval' || toAsk === 0) return null
  const percent = percentOf(done, toAsk)
  return (
    <span className="flex items-center gap-2 text-muted-foreground tabular-nums">
      <span className="h-1.5 min-w-8 flex-1">
        <Bar percent={percent} resting={state === 'paused' || state === 'cancelled'} />
      </span>
      {percent} %
    </span>
  )
}
