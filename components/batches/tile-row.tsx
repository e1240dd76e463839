import { Rows3 } from 'lucide-react'
import Link from 'next/link'
import type { SearchParams } from '#components/lookups/read-filter.ts'
import type { Look, Tone } from '#components/status-look.ts'
import { cn } from '#components/ui/cn.ts'
import type { ShownKind } from '#lib/batches/items-shown.ts'
import { hrefWith } from './href.ts'
import { number } from './progress-words.ts'
import type { Tile } from './tiles.ts'

interface TileRowProps {
  readonly tiles: readonly Tile[]
  readonly chosen: ShownKind | null
  /** All rows, whatever became of them. */
  readonly rows: number
  readonly params: SearchParams
  readonly path: string
}

/** What became of the rows, counted; each count narrows the table below to its rows. */
export function TileRow({ tiles, chosen, rows, params, path }: TileRowProps) {
  const href = (show: string | null) => hrefWith(path, params, { show, cursor: null })
  return (
    <nav aria-label="What became of the rows">
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(8.5rem,1fr))] gap-2">
        <TileLink look={all} rows={rows} here={chosen === null} href={href(null)} />
        {tiles.map(({ show, look, rows: count }) => (
          <TileLink
            key={show}
            look={look}
            rows={count}
            here={show === chosen}
            // Once more takes the filter away.
            href={href(show === chosen ? null : show)}
          />
        ))}
      </ul>
    </nav>
  )
}

interface TileLinkProps {
  readonly look: Look
  readonly rows: number
  readonly here: boolean
  readonly href: ReturnType<typeof hrefWith>
}

function TileLink({ look: { icon: Icon, word, tone }, rows, here, href }: TileLinkProps) {
  return (
    <li>
      <Link
        href={href}
        scroll={false}
        aria-current={here ? 'true' : undefined}
        className={cn(
          'flex h-full flex-col gap-0.5 rounded-lg border bg-card px-3 py-2 shadow-xs outline-none hover:bg-accent focus-visible:ring-[3px] focus-visible:ring-ring/50',
          here && 'border-primary ring-1 ring-primary',
        )}
      >
        <span className="flex items-center gap-1.5 text-xs text-muted-foreground">
          <Icon aria-hidden className={cn('size-3.5 shrink-0', iconByTone[tone])} />
          <span className="truncate" title={word}>
            {word}
          </span>
        </span>
        <span className="text-lg leading-6 font-semibold tabular-nums">{number(rows)}</span>
      </Link>
    </li>
  )
}

const all: Look = { icon: Rows3, word: 'All rows', tone: 'neutral', about: 'question' }

const iconByTone: Record<Tone, string> = {
  success: 'text-success',
  warning: 'text-warning',
  danger: 'text-danger',
  info: 'text-info',
  neutral: 'text-neutral',
}
