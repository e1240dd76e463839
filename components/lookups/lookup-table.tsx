import type { ReactNode } from 'react'
import type { Zone } from '#components/format-time.ts'
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

/** The history, a row per look-up. On narrow screens a row is a small card. */
export function LookupTable({ lookups, labels, self, zone }: LookupTableProps) {
  return (
    <Frame named={self !== null}>
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
    </Frame>
  )
}

/** The columns alone, for who may not see the rows. */
export function LookupOutline() {
  return (
    <Frame named>
      <tbody className="max-md:block">
        <tr className="h-24 max-md:block">
          <td colSpan={columns.length} className="px-3 text-muted-foreground max-md:block max-md:py-8">
            Not shown to you
          </td>
        </tr>
      </tbody>
    </Frame>
  )
}

const columns: readonly (readonly [label: string, className: string])[] = [
  ['Status', 'w-[12.5rem]'],
  ['Transaction', ''],
  ['Connection', 'w-[20%] max-lg:w-[24%]'],
  ['Player', 'w-[7.5%] max-lg:hidden'],
  ['Amount', 'w-[7.75rem] text-right'],
  ['Asked by', 'w-[9.5%] max-xl:hidden'],
  ['When', 'w-[5.25rem] text-right'],
  ['Took', 'w-[5rem] text-right max-lg:hidden'],
]

interface FrameProps {
  /** Whether it says who asked. */
  readonly named: boolean
  readonly children: ReactNode
}

function Frame({ named, children }: FrameProps) {
  return (
    <div className="overflow-hidden rounded-xl border bg-card shadow-xs">
      <table className="w-full table-fixed text-[13px] max-md:block">
        <caption className="sr-only">Look-ups</caption>
        <thead className="border-b bg-muted/40 max-md:sr-only">
          <tr>
            {columns
              .filter(([label]) => named || label !== 'Asked by')
              .map(([label, className]) => (
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
