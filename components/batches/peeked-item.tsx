import { SearchX } from 'lucide-react'
import Link from 'next/link'
import { EmptyState } from '#components/empty-state.tsx'
import type { Zone } from '#components/format-time.ts'
import { hrefOfLookup } from '#components/lookups/href.ts'
import { PeekedLookup } from '#components/lookups/peeked-lookup.tsx'
import { LookBadge } from '#components/status-badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { VisibleText } from '#components/visible-text.tsx'
import { areCellsGone, cellsGone } from '#lib/batches/cells-gone.ts'
import type { ItemView } from '#lib/batches/items.ts'
import type { ConnectionDescription } from '#lib/connections/describe.ts'
import type { LookupView } from '#lib/lookups/public.ts'
import { lookOfItem, wordsOfItem } from './item-look.ts'
import { number } from './progress-words.ts'

interface PeekedItemProps {
  readonly columns: readonly string[]
  /** Null when there is none. */
  readonly item: ItemView | null
  /** What it was answered by. */
  readonly lookup: LookupView | null
  readonly connections: readonly ConnectionDescription[]
  readonly zone: Zone
}

/** A row with everything that stood in it, and what became of it. */
export function PeekedItem({ columns, item, lookup, connections, zone }: PeekedItemProps) {
  if (!item)
    return (
      <EmptyState icon={SearchX} title="There is no such row in this batch">
        The rows of the list are still here: close this to go back to them.
      </EmptyState>
    )
  const connection = connections.find(({ id }) => id === item.connection)
  const words = wordsOfItem(item, connection ?? null)
  return (
    <div className="flex flex-col gap-4">
      <section className="flex flex-col gap-2">
        <h3 className="text-xs font-medium text-muted-foreground">Line {number(item.line)} of the file</h3>
        {areCellsGone(item.cells, columns) && (
          <p className="text-[13px] text-muted-foreground">{cellsGone}</p>
        )}
        <dl className="grid grid-cols-[minmax(4.25rem,auto)_minmax(0,1fr)] gap-x-3 gap-y-1 text-[13px]">
          {item.cells.map((text, index) => (
            <div key={index} className="col-span-2 grid grid-cols-subgrid items-baseline">
              <dt className="max-w-40 truncate text-xs text-muted-foreground" title={columns[index]}>
                <VisibleText text={columns[index] ?? `column ${index + 1}`} />
              </dt>
              <dd className="font-mono text-[0.95em] [overflow-wrap:anywhere] whitespace-pre-wrap">
                <VisibleText text={text} />
              </dd>
            </div>
          ))}
        </dl>
      </section>
      {item.duplicateOfLine !== null && (
        <p className="text-[13px] text-muted-foreground">
          The same question as line {number(item.duplicateOfLine)}; asked once for both.
        </p>
      )}
      {item.reused && (
        <p className="text-[13px] text-muted-foreground">
          An earlier answer was taken over; nobody was asked.
        </p>
      )}
      <div className="flex flex-col gap-4 border-t pt-4">
        {lookup ? (
          <>
            <PeekedLookup lookup={lookup} connection={connection} zone={zone} />
            <Button asChild size="sm" variant="outline" className="self-start">
              <Link href={hrefOfLookup(lookup.id)}>Open the look-up</Link>
            </Button>
          </>
        ) : (
          <>
            <LookBadge look={lookOfItem(item)} />
            {words !== null && <p className="text-[13px]">{words}</p>}
          </>
        )}
      </div>
    </div>
  )
}
