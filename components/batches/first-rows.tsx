import { VisibleText } from '#components/visible-text.tsx'
import { number } from './progress-words.ts'

interface FirstRowsProps {
  readonly columns: readonly string[]
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[]
  /** By column what it is taken for. */
  readonly meanings: ReadonlyMap<number, string>
}

/** So many on narrow screens of the columns that mean nothing. */
const fewColumns = 3

/** The first rows as they stand in the list, under what their columns mean. On narrow screens a row is a small card. */
export function FirstRows({ columns, rows, meanings }: FirstRowsProps) {
  return (
    <section
      aria-label="The first rows"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
      tabIndex={0}
      className="overflow-x-auto rounded-lg border outline-none focus-visible:ring-[3px] focus-visible:ring-ring/50"
    >
      <table className="min-w-full text-[13px] max-md:block">
        <caption className="sr-only">The first rows of the list</caption>
        <thead className="border-b bg-muted/40 text-left text-xs max-md:sr-only">
          <tr>
            <th scope="col" className="w-16 px-3 py-1.5 text-right font-medium text-muted-foreground">
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
        <tbody className="max-md:block">
          {rows.map(({ line, cells }) => (
            <tr
              key={line}
              className="border-b last:border-0 max-md:flex max-md:flex-col max-md:gap-1 max-md:px-3 max-md:py-2.5"
            >
              <td className="px-3 py-1.5 text-right text-muted-foreground tabular-nums max-md:p-0 max-md:text-left max-md:text-xs">
                <span className="md:hidden">Line </span>
                {number(line)}
              </td>
              {columns.map((column, index) => (
                <td
                  key={index}
                  className={`max-w-72 truncate px-3 py-1.5 font-mono text-[0.95em] max-md:flex max-md:max-w-none max-md:items-baseline max-md:gap-2 max-md:p-0 ${cells[index] && (index < fewColumns || meanings.has(index)) ? '' : 'max-md:hidden'}`}
                  title={cells[index]}
                >
                  <span className="w-2/5 shrink-0 truncate font-sans text-xs text-muted-foreground md:hidden">
                    {meanings.get(index) ?? <VisibleText text={column} />}
                  </span>
                  <span className="min-w-0 max-md:truncate">
                    <VisibleText text={cells[index] ?? ''} />
                  </span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
