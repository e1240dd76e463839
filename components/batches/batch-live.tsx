'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useRef } from 'react'
import { FilterBar } from '#components/filter-bar/filter-bar.tsx'
import type { FilterField } from '#components/filter-bar/filter-text.ts'
import type { Zone } from '#components/format-time.ts'
import { Queries } from '#components/desk/queries.tsx'
import type { SearchParams } from '#components/lookups/read-filter.ts'
import { PageHeader } from '#components/page-header.tsx'
import { LookBadge } from '#components/status-badge.tsx'
import { VisibleText } from '#components/visible-text.tsx'
import type { BatchProgress } from '#lib/api/batch-progress.ts'
import { type ShownKind, shownKinds } from '#lib/batches/items-shown.ts'
import type { BatchState, BatchView } from '#lib/batches/view.ts'
import type { ConnectionDescription } from '#lib/connections/describe.ts'
import type { BatchActing } from './acting.ts'
import { ApprovalPart } from './approval-part.tsx'
import { BatchActions } from './batch-actions.tsx'
import { BatchFactsPart } from './batch-facts-part.tsx'
import { lookByState } from './batch-look.ts'
import { BatchTroubleNote } from './batch-trouble-note.tsx'
import { ItemList } from './item-list.tsx'
import { titleOf } from './title.ts'
import { ProgressPart } from './progress-part.tsx'
import { TileRow } from './tile-row.tsx'
import { listTiles, lookOfShown } from './tiles.ts'
import { useBatch } from './use-batch.ts'

export interface BatchLiveProps {
  readonly initial: BatchProgress
  readonly connections: readonly ConnectionDescription[]
  readonly params: SearchParams
  readonly zone: Zone
  readonly self: string
  readonly mayApprove: boolean
  readonly acting: BatchActing
  /** The files with the results. */
  readonly downloads: ReactNode
  /** What the answers add up to. */
  readonly totals: ReactNode
  /** What the drawer shows of the row that the URL names. */
  readonly drawer: ReactNode
}

/** The page of a batch that was started. It follows the record while the batch moves. */
export function BatchLive(props: BatchLiveProps) {
  return (
    <Queries>
      <Followed key={props.initial.batch.id} {...props} />
    </Queries>
  )
}

function Followed(props: BatchLiveProps) {
  const { initial, connections, params, zone, self, mayApprove, acting, downloads, totals, drawer } = props
  const { batch, items, pace, trouble, refresh } = useBatch(queryOf(params), initial)
  const { state, name, progress } = batch
  const chosen = readShown(params)
  useTitle(batch)
  useNewsOf(state)
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1 [overflow-wrap:anywhere]">
            <VisibleText text={name} /> <LookBadge look={lookByState[state]} />
          </span>
        }
        description={<BatchFactsPart batch={batch} zone={zone} />}
        actions={<BatchActions batch={batch} acting={acting} onDone={refresh} />}
      />
      {trouble && <BatchTroubleNote trouble={trouble} onRetry={refresh} />}
      {state === 'awaiting_approval' && (
        <ApprovalPart
          batch={batch}
          connections={connections}
          own={batch.started?.by === self}
          {...{ mayApprove, acting }}
          onDone={refresh}
        />
      )}
      {state !== 'awaiting_approval' && (
        <ProgressPart batch={batch} pace={pace} connections={connections} zone={zone} />
      )}
      <TileRow
        tiles={listTiles(progress, chosen)}
        chosen={chosen}
        rows={progress.rows}
        params={params}
        path={`/batches/${batch.id}`}
      />
      {downloads}
      {totals}
      <FilterBar
        fields={fieldsOf(
          connections,
          progress.connections.map(({ connection }) => connection),
        )}
        bare="transaction"
        placeholder="A transaction id, or show:fault"
      />
      <ItemList
        batch={batch}
        items={items}
        connections={connections}
        params={params}
        zone={zone}
        drawer={drawer}
      />
    </>
  )
}

/** What the rows are narrowed to, and where in them one is. */
function queryOf(params: SearchParams): string {
  const query = new URLSearchParams()
  for (const name of ['show', 'connection', 'transaction', 'cursor']) {
    const value = params[name]
    if (typeof value === 'string' && value !== '') query.set(name, value)
  }
  return query.toString()
}

/** The part of the address that the tiles are about, which the page has checked. */
function readShown(params: SearchParams): ShownKind | null {
  return shownKinds.find((kind) => kind === params['show']) ?? null
}

function fieldsOf(
  connections: readonly ConnectionDescription[],
  asked: readonly string[],
): readonly FilterField[] {
  const label = (id: string) => connections.find((connection) => connection.id === id)?.label ?? id
  return [
    {
      param: 'show',
      word: 'show',
      label: 'Show',
      values: shownKinds.map((kind) => ({ value: kind, label: lookOfShown(kind).word })),
    },
    {
      param: 'connection',
      word: 'connection',
      label: 'Connection',
      values: asked.map((id) => ({ value: id, label: label(id) })),
    },
    { param: 'transaction', word: 'transaction', label: 'Transaction' },
  ]
}

/** The title carries the percentage, for whoever looks at another tab. Set anew with every look, since the page's own comes late. */
function useTitle(batch: BatchView) {
  useEffect(() => {
    document.title = `${titleOf(batch)} · Statusdesk`
  }, [batch])
}

/** What the server drew goes with where the batch stands. */
function useNewsOf(state: BatchState) {
  const router = useRouter()
  const drawn = useRef(state)
  useEffect(() => {
    if (drawn.current === state) return
    drawn.current = state
    router.refresh()
  }, [router, state])
}
