import type { ReactNode } from 'react'

/** A column of a list: what it is called, and how wide. */
export type ListColumn = readonly [label: string, className: string]

interface ListFrameProps {
  readonly caption: string
  readonly columns: readonly ListColumn[]
  /** The rows: a `tbody`. */
  readonly children: ReactNode
}

/** A list of many rows under its columns. On narrow screens a row is a small card. */
export function ListFrame({ caption, columns, children }: ListFrameProps) {
  return (
    <div className="overflow-hidden rounded-xl border bg-card shadow-xs">
      <table className="w-full table-fixed text-[13px] max-md:block">
        <caption className="sr-only">{caption}</caption>
        <thead className="border-b bg-muted/40 max-md:sr-only">
          <tr>
            {columns.map(([label, className]) => (
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

/** The columns alone, for who may not see the rows. */
export function ListOutline({ caption, columns }: Omit<ListFrameProps, 'children'>) {
  return (
    <ListFrame caption={caption} columns={columns}>
      <tbody className="max-md:block">
        <tr className="h-24 max-md:block">
          <td colSpan={columns.length} className="px-3 text-muted-foreground max-md:block max-md:py-8">
            Not shown to you
          </td>
        </tr>
      </tbody>
    </ListFrame>
  )
}
