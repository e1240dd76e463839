import { SearchX } from 'lucide-react'
import { EmptyState } from '#components/empty-state.tsx'
import type { Zone } from '#components/format-time.ts'
import { Identifier } from '#components/identifier.tsx'
import { Fact, Facts } from '#components/lookup/fact.tsx'
import { LookBadge } from '#components/status-badge.tsx'
import { VisibleText } from '#components/visible-text.tsx'
import type { BatchView } from '#lib/batches/view.ts'
import type { ConnectionDescription } from '#lib/connections/describe.ts'
import { lookByState, wordsBySource } from './batch-look.ts'
import { ConnectionLines } from './connection-lines.tsx'
import { DoneBy } from './done-by.tsx'
import { number } from './progress-words.ts'
import { listTiles } from './tiles.ts'

interface PeekedBatchProps {
  /** Null when there is none. */
  readonly batch: BatchView | null
  readonly connections: readonly ConnectionDescription[]
  readonly zone: Zone
}

/** The essentials of a batch: how far it is, what came of it, who wanted it and why. */
export function PeekedBatch({ batch, connections, zone }: PeekedBatchProps) {
  if (!batch)
    return (
      <EmptyState icon={SearchX} title="There is no batch with this id">
        The address may be cut short. The rows of the list are still here: close this to go back to them.
      </EmptyState>
    )
  const { id, name, state, source, reason, refusal, progress, created, started, approved } = batch
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-col items-start gap-1.5">
        <p className="text-base font-semibold [overflow-wrap:anywhere]">
          <VisibleText text={name} />
        </p>
        <LookBadge look={lookByState[state]} />
      </div>
      {refusal !== null && (
        <p className="text-[13px]">
          <VisibleText text={refusal} />
        </p>
      )}
      <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1 text-[13px]">
        {listTiles(progress, null).map(({ show, look, rows }) => (
          <div key={show} className="col-span-2 grid grid-cols-subgrid items-center">
            <dt className="flex items-center gap-2">
              <look.icon aria-hidden className="size-3.5 text-muted-foreground" /> {look.word}
            </dt>
            <dd className="text-right tabular-nums">{number(rows)}</dd>
          </div>
        ))}
        <div className="col-span-2 grid grid-cols-subgrid border-t pt-1 font-medium">
          <dt>Rows</dt>
          <dd className="text-right tabular-nums">{number(progress.rows)}</dd>
        </div>
      </dl>
      <ConnectionLines lines={progress.connections} connections={connections} zone={zone} />
      <section className="border-t pt-4">
        <Facts>
          <Fact label="Brought">
            <DoneBy done={created} zone={zone} after={` · ${wordsBySource[source]}`} />
          </Fact>
          {started && (
            <Fact label="Started">
              <DoneBy done={started} zone={zone} />
            </Fact>
          )}
          {approved && (
            <Fact label="Approved">
              <DoneBy done={approved} zone={zone} />
            </Fact>
          )}
          {reason !== null && (
            <Fact label="Reason">
              <VisibleText text={reason} />
            </Fact>
          )}
          <Fact label="Batch">
            <Identifier id={id} of="batch id" />
          </Fact>
        </Facts>
      </section>
    </div>
  )
}
