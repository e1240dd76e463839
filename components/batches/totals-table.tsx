import Link from 'next/link'
import { Amount, NotReported } from '#components/amount.tsx'
import { type ListColumn, ListFrame } from '#components/list/list-frame.tsx'
import type { SearchParams } from '#components/lookups/read-filter.ts'
import { LookBadge } from '#components/status-badge.tsx'
import { lookByStatus } from '#components/status-look.ts'
import type { BatchTotals } from '#lib/batches/totals.ts'
import type { ConnectionDescription } from '#lib/connections/describe.ts'
import { hrefWith } from './href.ts'
import { countOf, number } from './progress-words.ts'

interface TotalsTableProps {
  readonly batchId: string
  readonly totals: BatchTotals
  readonly connections: readonly ConnectionDescription[]
  readonly params: SearchParams
}

const cell = 'px-3 py-1.5 align-top max-md:p-0'

/** Answered rows by connection and status, with one sum for each currency. */
export function TotalsTable({
  batchId,
  totals: { statuses, amounts },
  connections,
  params,
}: TotalsTableProps) {
  return (
    <ListFrame caption="Totals by connection, status and currency" columns={columns}>
      <tbody className="max-md:block">
        {statuses.map((one) => (
          <tr
            key={`${one.connection} ${one.status}`}
            className="border-b last:border-0 max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto] max-md:gap-x-3 max-md:gap-y-1 max-md:px-3 max-md:py-2.5"
          >
            <td className={`${cell} truncate leading-6 max-md:order-1`}>
              {connections.find(({ id }) => id === one.connection)?.label ?? one.connection}
            </td>
            <td className={`${cell} max-md:order-3`}>
              <LookBadge look={lookByStatus[one.status]} />
            </td>
            <td className={`${cell} text-right leading-6 tabular-nums max-md:order-2`}>
              <Link
                href={hrefWith(`/batches/${batchId}`, params, {
                  show: one.status,
                  connection: one.connection,
                  cursor: null,
                })}
                scroll={false}
                className="rounded-sm text-link underline-offset-4 outline-none hover:underline focus-visible:ring-[3px] focus-visible:ring-ring/50"
              >
                {number(one.rows)}
                <span className="md:sr-only"> {one.rows === 1 ? 'row' : 'rows'}</span>
              </Link>
            </td>
            <td className={`${cell} max-md:order-4`}>
              <Sums
                sums={amounts.filter(
                  ({ connection, status }) => connection === one.connection && status === one.status,
                )}
                withoutAmount={one.withoutAmount}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </ListFrame>
  )
}

interface SumsProps {
  readonly sums: BatchTotals['amounts']
  /** Rows that told of no money. */
  readonly withoutAmount: number
}

/** Those of the money that was told; how many rows told none stands for itself, and is not zero. */
function Sums({ sums, withoutAmount }: SumsProps) {
  return (
    <ul className="flex flex-col items-end text-right leading-6">
      {sums.map(({ kind, currency, rows, amount }) => (
        <li key={`${kind} ${currency}`} className="flex flex-wrap items-baseline justify-end gap-x-2">
          <span className="text-xs text-muted-foreground">
            {kind !== 'total' && `${kind} · `}in {countOf(rows, 'row')}
          </span>
          <Amount amount={amount} currency={currency ?? 'no currency told'} />
        </li>
      ))}
      {withoutAmount > 0 && (
        <li className="flex items-baseline gap-2">
          <span className="text-xs text-muted-foreground">in {countOf(withoutAmount, 'row')}</span>
          <NotReported />
        </li>
      )}
    </ul>
  )
}

const columns: readonly ListColumn[] = [
  ['Connection', 'w-[26%]'],
  ['Status', 'w-[11.5rem]'],
  ['Rows', 'w-[6.5rem] text-right'],
  ['Sums, exact', 'text-right'],
]
