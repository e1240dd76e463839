import type { Zone } from '#components/format-time.ts'
import { type ListColumn, ListFrame, ListOutline } from '#components/list/list-frame.tsx'
import type { OpenRow as Open } from '#lib/pending/store.ts'
import { OpenRow } from './open-row.tsx'

interface OpenTableProps {
  readonly rows: readonly Open[]
  /** Labels by id of connection. */
  readonly labels: ReadonlyMap<string, string>
  /** Who looks. */
  readonly self: string
  readonly zone: Zone
}

/** What is open, a row per transaction and connection. */
export function OpenTable({ rows, labels, self, zone }: OpenTableProps) {
  return (
    <ListFrame caption={caption} columns={columns}>
      <tbody className="max-md:block">
        {rows.map((open) => (
          <OpenRow
            key={open.id}
            open={open}
            label={labels.get(open.connection) ?? open.connection}
            asker={open.askedBy === self ? 'you' : open.askedByName}
            zone={zone}
          />
        ))}
      </tbody>
    </ListFrame>
  )
}

/** The columns alone, for who may not see the rows. */
export function OpenOutline() {
  return <ListOutline caption={caption} columns={columns} />
}

const caption = 'Open transactions'

const columns: readonly ListColumn[] = [
  ['Status', 'w-[13rem]'],
  ['Transaction', ''],
  ['Connection', 'w-[18%]'],
  ['Amount', 'w-[7.75rem] text-right'],
  ['Open since', 'w-[6rem] text-right'],
  ['Last asked', 'w-[20%] md:max-lg:hidden'],
]
