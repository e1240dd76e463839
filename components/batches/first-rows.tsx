import { VisibleText } from '#components/visible-text.tsx'
import { number } from './progress-words.ts'

interface FirstRowsProps {
  readonly columns: readonly string[]
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[]
  /** By column what it is taken for. */
  readonly meanings: ReadonlyMap<number, string>
}

/** The first rows as they stand in the list, under what their columns mean. */
export function FirstRows({ columns, rows, meanings }: FirstRowsProps) {
  return (
    <section
      aria-label="The first rows"
      // What scrolls must be reachable by keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className="overflow-x-auto rounded-lg border outline-none focus-visible:ring-[3px] focus-visible:ring-ring/50"
    >
      <table className="min-w-full text-[13px]">
        <caption className="sr-only">The first rows of the list</caption>
        <thead className="border-b bg-muted/40 text-left text-xs">
          <tr>
            <th scope="col" className="px-3 py-1.5 text-right font-medium text-muted-foreground">
              Line
            </th>
            {columns.map((column, index) => (
              <th key={index} scope="col" className="px-3 py-1.5 font-medium whitespace-nowrap">
                <span className="block font-mono">
                  <VisibleText text={column} />
                </span>
                <span className="block font-normal text-muted-foreground">
                  {meanings.get(index) ?? 'kept, not asked'}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ line, cells }) => (
            <tr key={line} className="border-b last:border-0">
              <td className="px-3 py-1.5 text-right text-muted-foreground tabular-nums">{number(line)}</td>
              {columns.map((_, index) => (
                <td
                  key={index}
                  className="max-w-72 truncate px-3 py-1.5 font-mono text-[0.95em]"
                  title={cells[index]}
                >
                  <VisibleText text={cells[index] ?? ''} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
