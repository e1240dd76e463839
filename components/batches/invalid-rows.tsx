import { VisibleText } from '#components/visible-text.tsx'
import type { ItemView } from '#lib/batches/items.ts'
import { number } from './progress-words.ts'

interface InvalidRowsProps {
  /** The first of them. */
  readonly items: readonly ItemView[]
  readonly all: number
}

/** Where each fault is, and what it is. */
export function InvalidRows({ items, all }: InvalidRowsProps) {
  const problems = items.flatMap(({ line, problems: found }) =>
    (found ?? []).map(({ column, reason }, index) => ({ key: `${line} ${index}`, line, column, reason })),
  )
  return (
    <div className="overflow-hidden rounded-xl border bg-card">
      <table className="w-full table-fixed text-[13px]">
        <caption className="sr-only">Rows that cannot be asked</caption>
        <thead className="border-b bg-muted/40 text-left text-xs text-muted-foreground">
          <tr>
            <th scope="col" className="h-8 w-20 px-3 text-right font-medium">
              Line
            </th>
            <th scope="col" className="w-[30%] px-3 font-medium">
              Column
            </th>
            <th scope="col" className="px-3 font-medium">
              Why
            </th>
          </tr>
        </thead>
        <tbody>
          {problems.map(({ key, line, column, reason }) => (
            <tr key={key} className="border-b align-top last:border-0">
              <td className="px-3 py-1.5 text-right tabular-nums">{number(line)}</td>
              <td className="px-3 py-1.5 font-mono text-[0.95em] [overflow-wrap:anywhere]">
                {column === null ? '' : <VisibleText text={column} />}
              </td>
              <td className="px-3 py-1.5 [overflow-wrap:anywhere]">
                <VisibleText text={reason} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {all > items.length && (
        <p className="border-t px-3 py-2 text-xs text-muted-foreground">
          and {number(all - items.length)} more rows
        </p>
      )}
    </div>
  )
}
