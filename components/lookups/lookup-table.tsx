import type { Zone } from '#components/format-time.ts'
import { type ListColumn, ListFrame, ListOutline } from '#components/list/list-frame.tsx'
import type { LookupView } from '#lib/lookups/public.ts'
import { LookupRow } from './lookup-row.tsx'

interface LookupTableProps {
  readonly lookups: readonly LookupView[]
  /** Labels by id of connection. */
  readonly labels: ReadonlyMap<string, string>
  /** Who looks; null where every row is theirs, and nobody need be named. */
  readonly self: string | null
  readonly zone: Zone
}

/** The history, a row per look-up. */
export function LookupTable({ lookups, labels, self, zone }: LookupTableProps) {
  return (
    <ListFrame
      caption={caption}
      columns={self === null ? columns.filter(([label]) => label !== 'Asked by') : columns}
    >
      <tbody className="max-md:block">
        {lookups.map((lookup) => (
          <LookupRow
            key={lookup.id}
            lookup={lookup}
            label={labels.get(lookup.connection) ?? lookup.connection}
            asker={self === null ? null : lookup.askedBy === self ? 'You' : lookup.askedByName}
            zone={zone}
          />
        ))}
      </tbody>
    </ListFrame>
  )
}

/** The columns alone, for who may not see the rows. */
export function LookupOutline() {
  return <ListOutline caption={caption} columns={columns} />
}

const caption = 'Look-ups'

const columns: readonly ListColumn[] = [
  ['Status', 'w-[12.5rem]'],
  ['Transaction', ''],
  ['Connection', 'w-[20%] max-lg:w-[24%]'],
  ['Player', 'w-[7.5%] max-lg:hidden'],
  ['Amount', 'w-[7.75rem] text-right'],
  ['Asked by', 'w-[9.5%] max-xl:hidden'],
  ['When', 'w-[5.25rem] text-right'],
  ['Took', 'w-[5rem] text-right max-lg:hidden'],
]
