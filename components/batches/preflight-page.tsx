import { Download } from 'lucide-react'
import type { SearchParams } from '#components/lookups/read-filter.ts'
import { PageHeader } from '#components/page-header.tsx'
import { ProblemState } from '#components/problem-state.tsx'
import { LookBadge } from '#components/status-badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { VisibleText } from '#components/visible-text.tsx'
import { getZone } from '#components/zone.ts'
import type { Actor } from '#lib/access/actor.ts'
import { settle } from '#lib/access/perform.ts'
import { listItems } from '#lib/batches/items.ts'
import { preflight } from '#lib/batches/preflight.ts'
import type { BatchView } from '#lib/batches/view.ts'
import { listConnections } from '#lib/connections/describe.ts'
import { BatchFactsPart } from './batch-facts-part.tsx'
import { lookByState } from './batch-look.ts'
import { Discard } from './discard.tsx'
import { FormatLine } from './format-line.tsx'
import { InvalidRows } from './invalid-rows.tsx'
import { MappingForm } from './mapping-form.tsx'
import type { PreflightActing } from './preflight-acting.ts'
import { PreflightFacts } from './preflight-facts.tsx'
import { readReuse, ReuseChoice } from './reuse-choice.tsx'
import { StartBatch } from './start-batch.tsx'

interface PreflightPageProps {
  readonly actor: Actor
  readonly batch: BatchView
  readonly params: SearchParams
  readonly acting: PreflightActing
}

const rowsUnderMapping = 3
const invalidShown = 10

/** What will happen when the batch is started, before it is. */
export async function PreflightPage({ actor, batch, params, acting }: PreflightPageProps) {
  const { id, name } = batch
  const minutes = readReuse(params)
  const [zone, read] = await Promise.all([
    getZone(),
    settle(async () => {
      const [flight, first, invalid, connections] = await Promise.all([
        preflight(actor, id, minutes),
        listItems(actor, id, {}, rowsUnderMapping),
        listItems(actor, id, { show: 'invalid' }, invalidShown),
        listConnections(actor),
      ])
      return { flight, first: first.data, invalid: invalid.data, connections }
    }),
  ])
  if (!read.ok)
    return (
      <>
        <PageHeader title={name} />
        <ProblemState problem={read.problem} />
      </>
    )
  const { flight, first, invalid, connections } = read.data
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1 [overflow-wrap:anywhere]">
            <VisibleText text={name} /> <LookBadge look={lookByState[batch.state]} />
          </span>
        }
        description={
          <>
            <BatchFactsPart batch={batch} zone={zone} />
            <FormatLine batch={batch} format={flight.format} />
          </>
        }
        actions={
          <>
            <Discard batchId={id} name={name} discard={acting.discard} />
            <StartBatch batchId={id} flight={flight} reuseMinutes={minutes} start={acting.start} />
          </>
        }
      />
      <PreflightFacts flight={flight} />
      <ReuseChoice batchId={id} minutes={minutes} reusable={flight.reusable} />
      {flight.notes.length > 0 && (
        <section className="flex flex-col gap-1 text-[13px]">
          <h2 className="text-sm font-semibold">Noticed in the list</h2>
          <ul className="list-disc pl-4">
            {flight.notes.map((note) => (
              <li key={note}>
                <VisibleText text={note} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {flight.mapping && (
        <MappingForm
          // What was changed and applied is the beginning of the next change.
          key={JSON.stringify(flight.mapping)}
          batchId={id}
          columns={flight.columns}
          mapping={flight.mapping}
          first={first.map(({ line, cells }) => ({ line, cells }))}
          connections={connections}
          named={[
            ...new Set([
              ...batch.progress.connections.map(({ connection }) => connection),
              ...invalid.flatMap(({ connection }) => connection ?? []),
            ]),
          ]}
          remap={acting.remap}
        />
      )}
      {invalid.length > 0 && (
        <section className="flex flex-col gap-2">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <h2 className="text-sm font-semibold">Rows that cannot be asked</h2>
            <Button asChild variant="outline" size="sm">
              <a href={`/batches/${id}/invalid`} download>
                <Download /> All {flight.invalid.toLocaleString('en')} as CSV
              </a>
            </Button>
          </div>
          <InvalidRows items={invalid} all={flight.invalid} />
        </section>
      )}
    </>
  )
}
