import type { Zone } from '#components/format-time.ts'
import { CutMiddle } from '#components/identifier.tsx'
import { hrefOfLookup } from '#components/lookups/href.ts'
import { LookBadge } from '#components/status-badge.tsx'
import { Time } from '#components/time.tsx'
import { VisibleText } from '#components/visible-text.tsx'
import { areCellsGone, cellsGone } from '#lib/batches/cells-gone.ts'
import type { ItemView } from '#lib/batches/items.ts'
import type { ConnectionDescription } from '#lib/connections/describe.ts'
import { lookOfItem, wordsOfItem } from './item-look.ts'
import { number } from './progress-words.ts'

interface ItemRowProps {
  readonly item: ItemView
  /** The user's own columns that are shown. */
  readonly columns: readonly string[]
  readonly connection: ConnectionDescription | null
  readonly zone: Zone
}

/** Between wide screens and those on which a row is a card there is no room for the third of the user's own columns. */
export const ownColumnClasses = ['', '', 'md:max-xl:hidden'] as const

/** In a card the first stands beside the line, the others below it under their names. */
const ownCellClasses = [
  'max-md:order-2',
  'max-md:order-4 max-md:col-span-3',
  'max-md:order-4 max-md:col-span-3',
]

const cell = 'px-3 py-1.5 max-md:p-0'

/** A row of a batch: plain elements, since a page holds fifty and is drawn anew every second. */
export function ItemRow({ item, columns, connection, zone }: ItemRowProps) {
  const { ordinal, line, cells, asked, lookupId, duplicateOfLine, readyAt, reused, shownState } = item
  const words = wordsOfItem(item, connection) ?? (areCellsGone(cells, columns) ? cellsGone : null)
  return (
    <tr
      data-peek={ordinal}
      className="cursor-pointer border-b last:border-0 hover:bg-muted/60 max-md:grid max-md:grid-cols-[auto_minmax(0,1fr)_auto] max-md:items-center max-md:gap-x-3 max-md:gap-y-1 max-md:px-3 max-md:py-2.5"
    >
      <td className={`${cell} text-right tabular-nums max-md:order-1`}>
        <a
          data-peek-link
          href={`?peek=${ordinal}`}
          aria-label={`Line ${line}`}
          className="rounded-sm text-link underline-offset-4 outline-none hover:underline focus-visible:ring-[3px] focus-visible:ring-ring/50"
        >
          {number(line)}
        </a>
      </td>
      {columns.map((column, index) => (
        <td
          key={index}
          title={cells[index]}
          className={`${cell} ${ownColumnClasses[index]} ${ownCellClasses[index]} max-md:flex max-md:items-baseline max-md:gap-2 ${cells[index] ? '' : 'max-md:hidden'}`}
        >
          {index > 0 && (
            <span className="max-w-2/5 shrink-0 truncate text-xs text-muted-foreground md:hidden">
              <VisibleText text={column} />
            </span>
          )}
          <span className="flex min-w-0 font-mono text-[0.95em]">
            <CutMiddle text={cells[index] ?? ''} />
          </span>
        </td>
      ))}
      <td className={`${cell} max-md:order-5 max-md:col-span-3`}>
        <span className="flex flex-col items-start gap-0.5">
          <LookBadge look={lookOfItem(item)} />
          {(duplicateOfLine !== null || reused) && (
            <span className="text-xs text-muted-foreground">
              {duplicateOfLine !== null ? `as line ${number(duplicateOfLine)}` : 'an earlier answer'}
            </span>
          )}
        </span>
      </td>
      <td
        title={words ?? undefined}
        className={`${cell} text-xs text-muted-foreground max-md:order-6 max-md:col-span-3 max-md:empty:hidden`}
      >
        {words !== null && <span className="line-clamp-2">{words}</span>}
        {shownState === 'waiting' && readyAt !== null && (
          <span>
            not before <Time at={readyAt} zone={zone} />
          </span>
        )}
      </td>
      <td className={`${cell} text-right text-muted-foreground tabular-nums max-md:order-3`}>
        {asked > 0 && `${asked}×`}
      </td>
      <td className={`${cell} max-lg:hidden`}>
        {lookupId !== null && (
          <a
            href={hrefOfLookup(lookupId)}
            aria-label={`Open the look-up of line ${line}`}
            className="rounded-sm text-link underline-offset-4 outline-none visited:text-visited hover:underline focus-visible:ring-[3px] focus-visible:ring-ring/50"
          >
            Open
          </a>
        )}
      </td>
    </tr>
  )
}
