import type { Zone } from '#components/format-time.ts'
import { ListFrame, ListOutline, type ListColumn } from '#components/list/list-frame.tsx'
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

/** The audit, a row per event. */
export function EventTable({ events, self, own, zone }: EventTableProps) {
  return (
    <ListFrame caption={caption} columns={own ? columns.filter(([label]) => label !== 'Who') : columns}>
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
    </ListFrame>
  )
}

/** The columns alone, for who may not see the rows. */
export function EventOutline() {
  return <ListOutline caption={caption} columns={columns} />
}

const caption = 'Events, the newest first'

const columns: readonly ListColumn[] = [
  ['Result', 'w-[6.25rem]'],
  ['Who', 'w-[13%]'],
  ['What', ''],
  ['Transaction', 'w-[12%]'],
  ['Player', 'w-[10%]'],
  ['Connection', 'w-[10%] max-lg:hidden'],
  ['Reason', 'w-[11%] max-xl:hidden'],
  ['When', 'w-[5.5rem] text-right'],
]
