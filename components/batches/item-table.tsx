import type { Zone } from '#components/format-time.ts'
import { VisibleText } from '#components/visible-text.tsx'
import type { ItemView } from '#lib/batches/items.ts'
import type { ConnectionDescription } from '#lib/connections/describe.ts'
import { ItemRow, ownColumnClasses } from './item-row.tsx'

interface ItemTableProps {
  /** The headers of the file, in order. */
  readonly columns: readonly string[]
  readonly items: readonly ItemView[]
  readonly connections: readonly ConnectionDescription[]
  readonly zone: Zone
}

/** So many of the user's own columns; all of them are in the drawer. */
const mostColumns = 3
/** The first is most often the transaction. */
const widths = ['', 'w-[11%]', 'w-[10%]'] as const

/** Rows of a batch: what stood in the file, and what became of it. */
export function ItemTable({ columns, items, connections, zone }: ItemTableProps) {
  const own = columns.slice(0, mostColumns)
  return (
    <div className="overflow-hidden rounded-xl border bg-card shadow-xs">
      <table className="w-full table-fixed text-[13px] max-md:block">
        <caption className="sr-only">Rows</caption>
        <thead className="border-b bg-muted/40 max-md:sr-only">
          <tr>
            <Head className="w-[4.5rem] text-right">Line</Head>
            {own.map((column, index) => (
              // Nothing keeps a file from naming two columns alike.
              <Head
                key={index}
                className={`truncate font-mono ${widths[index]} ${ownColumnClasses[index]}`}
                title={column}
              >
                <VisibleText text={column} />
              </Head>
            ))}
            <Head className="w-[12.5rem]">Result</Head>
            <Head className="w-[24%] max-lg:w-[22%]">Why, and what to do</Head>
            <Head className="w-[4rem] text-right">Asked</Head>
            <Head className="w-[4.75rem] max-lg:hidden">Look-up</Head>
          </tr>
        </thead>
        <tbody className="max-md:block">
          {items.map((item) => (
            <ItemRow
              key={item.ordinal}
              item={item}
              columns={own}
              connection={connections.find(({ id }) => id === item.connection) ?? null}
              zone={zone}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface HeadProps {
  readonly children: React.ReactNode
  readonly className?: string
  readonly title?: string
}

function Head({ children, className = '', title }: HeadProps) {
  return (
    <th
      scope="col"
      title={title}
      className={`h-8 px-3 text-left text-xs font-medium text-muted-foreground ${className}`}
    >
      {children}
    </th>
  )
}
