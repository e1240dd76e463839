import type { Zone } from '#components/format-time.ts'
import { type ListColumn, ListFrame, ListOutline } from '#components/list/list-frame.tsx'
import type { ListedBatch } from '#lib/batches/list.ts'
import { BatchRow } from './batch-row.tsx'

interface BatchTableProps {
  readonly batches: readonly ListedBatch[]
  readonly self: string
  readonly zone: Zone
}

/** The batches, a row each. */
export function BatchTable({ batches, self, zone }: BatchTableProps) {
  return (
    <ListFrame caption={caption} columns={columns}>
      <tbody className="max-md:block">
        {batches.map((batch) => (
          <BatchRow key={batch.id} batch={batch} self={self} zone={zone} />
        ))}
      </tbody>
    </ListFrame>
  )
}

/** The columns alone, for who may not see the rows. */
export function BatchOutline() {
  return <ListOutline caption={caption} columns={columns} />
}

const caption = 'Batches'

const columns: readonly ListColumn[] = [
  ['State', 'w-[11.5rem]'],
  ['Name', ''],
  ['Rows', 'w-[6.5rem] text-right'],
  ['Progress', 'w-[20%]'],
  ['Faults', 'w-[5.5rem] text-right'],
  ['By', 'w-[12%] max-lg:hidden'],
  ['When', 'w-[5.75rem] text-right'],
]
