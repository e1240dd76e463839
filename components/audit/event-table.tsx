import type { ReactNode } from 'react'
import type { Zone } from '#components/format-time.ts'
import type { EventView } from '#lib/audit/view.ts'
import { EventRow } from './event-row.tsx'

interface EventTableProps {
  readonly events: readonly EventView[]
  /** Who looks. */
  readonly self: string
  /** Whether all rows are of whoever looks, so that nobody need be named. */
  readonly own: boolean
  readonly zone: Zone
}

/** The audit, a row per event. On narrow screens a row is a small card. */
export function EventTable({ events, self, own, zone }: EventTableProps) {
  return (
    <Frame named={!own}>
      <tbody className="max-md:block">
        {events.map((event) => (
          <EventRow
            key={event.id}
            event={event}
            who={own ? null : event.actorId === self ? 'You' : (event.actorName ?? event.actorId)}
            zone={zone}
          />
        ))}
      </tbody>
    </Frame>
  )
}

/** The columns alone, for who may not see the rows. */
export function EventOutline() {
  return (
    <Frame named>
      <tbody className="max-md:block">
        <tr className="h-24 max-md:block">
          <td colSpan={columns.length} className="px-3 text-muted-foreground max-md:block max-md:py-8">
            Not shown to you
          </td>
        </tr>
      </tbody>
    </Frame>
  )
}

const columns: readonly (readonly [label: string, className: string])[] = [
  ['Result', 'w-[6.25rem]'],
  ['Who', 'w-[13%]'],
  ['What', ''],
  ['Transaction', 'w-[12%]'],
  ['Player', 'w-[10%]'],
  ['Connection', 'w-[10%] max-lg:hidden'],
  ['Reason', 'w-[11%] max-xl:hidden'],
  ['When', 'w-[5.5rem] text-right'],
]

interface FrameProps {
  /** Whether it says who did it. */
  readonly named: boolean
  readonly children: ReactNode
}

function Frame({ named, children }: FrameProps) {
  return (
    <div className="overflow-hidden rounded-xl border bg-card shadow-xs">
      <table className="w-full table-fixed text-[13px] max-md:block">
        <caption className="sr-only">Events, the newest first</caption>
        <thead className="border-b bg-muted/40 max-md:sr-only">
          <tr>
            {columns
              .filter(([label]) => named || label !== 'Who')
              .map(([label, className]) => (
                <th
                  key={label}
                  scope="col"
                  className={`h-8 px-3 text-left text-xs font-medium text-muted-foreground ${className}`}
                >
                  {label}
                </th>
              ))}
          </tr>
        </thead>
        {children}
      </table>
    </div>
  )
}
