import type { Zone } from '#components/format-time.ts'
import { CutMiddle } from '#components/identifier.tsx'
import { Time } from '#components/time.tsx'
import { VisibleText } from '#components/visible-text.tsx'
import type { EventView } from '#lib/audit/view.ts'
import { hrefOfEvent } from './href.ts'
import { ResultBadge } from './result-badge.tsx'
import { nameOfKind, summarise } from './summarise.ts'

interface EventRowProps {
  readonly event: EventView
  /** Null where every row is of whoever looks. */
  readonly who: string | null
  readonly zone: Zone
}

const cell = 'px-3 py-1.5 max-md:p-0'

/** A row of the audit: plain elements, since a page holds fifty. */
export function EventRow({ event, who, zone }: EventRowProps) {
  const { id, kind, transactionId, playerId, connectionId, reason, result } = event
  const summary = summarise(event)
  return (
    <tr
      data-peek={id}
      className="cursor-pointer border-b last:border-0 hover:bg-muted/60 max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto] max-md:items-center max-md:gap-x-3 max-md:gap-y-1 max-md:px-3 max-md:py-2.5"
    >
      <td className={`${cell} max-md:order-2`}>
        <ResultBadge result={result} />
      </td>
      {who !== null && (
        <td title={event.actorId} className={`${cell} truncate max-md:order-3`}>
          <VisibleText text={who} />
        </td>
      )}
      <td className={`${cell} truncate max-md:order-1`} title={summary === '' ? undefined : summary}>
        <a
          data-peek-link
          href={hrefOfEvent(id)}
          className="inline-block rounded-sm text-link underline-offset-4 outline-none visited:text-visited hover:underline focus-visible:ring-[3px] focus-visible:ring-ring/50"
        >
          {nameOfKind(kind)}
        </a>
        {summary !== '' && (
          <span className="text-muted-foreground">
            {' · '}
            <VisibleText text={summary} />
          </span>
        )}
      </td>
      <td
        title={transactionId ?? undefined}
        className={`${cell} ${who === null ? 'max-md:order-3' : 'max-md:order-5'}`}
      >
        {transactionId !== null && <Id text={transactionId} />}
      </td>
      <td
        title={playerId ?? undefined}
        className={`${cell} max-md:order-6 max-md:col-start-2 max-md:max-w-48 max-md:justify-self-end`}
      >
        {playerId !== null && <Id text={playerId} />}
      </td>
      <td
        title={connectionId ?? undefined}
        className={`${cell} truncate text-muted-foreground max-lg:hidden`}
      >
        {connectionId !== null && <VisibleText text={connectionId} />}
      </td>
      <td title={reason ?? undefined} className={`${cell} truncate text-muted-foreground max-xl:hidden`}>
        {reason !== null && <VisibleText text={reason} />}
      </td>
      <td className={`${cell} text-right text-muted-foreground max-md:order-4 max-md:col-start-2`}>
        <Time at={event.recordedAt} zone={zone} as="age" />
      </td>
    </tr>
  )
}

function Id({ text }: { readonly text: string }) {
  return (
    <span className="flex min-w-0 font-mono text-[0.95em]">
      <CutMiddle text={text} />
    </span>
  )
}
