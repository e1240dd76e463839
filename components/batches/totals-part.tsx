import { Sigma } from 'lucide-react'
import Link from 'next/link'
import { Suspense } from 'react'
import { FaultState } from '#components/fault-state.tsx'
import type { Zone } from '#components/format-time.ts'
import type { SearchParams } from '#components/lookups/read-filter.ts'
import { ProblemState } from '#components/problem-state.tsx'
import { Time } from '#components/time.tsx'
import { Button } from '#components/ui/button.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { Actor } from '#lib/access/actor.ts'
import { settle } from '#lib/access/perform.ts'
import { readTotals } from '#lib/batches/totals.ts'
import type { ConnectionDescription } from '#lib/connections/describe.ts'
import { getLog } from '#lib/log.ts'
import { hrefWith } from './href.ts'
import { number } from './progress-words.ts'
import { TotalsTable } from './totals-table.tsx'

interface TotalsPartProps {
  readonly actor: Actor
  readonly batchId: string
  /** Of the batch, which are to be added up. */
  readonly rows: number
  readonly connections: readonly ConnectionDescription[]
  readonly params: SearchParams
  readonly zone: Zone
}

/** More than so many take long enough to be added up only for who asks for it. */
const mostUnasked = 20_000

/** What the answers add up to, with an address of its own. It comes when it is ready: the page does not wait for it. */
export function TotalsPart(props: TotalsPartProps) {
  const { batchId, rows, params } = props
  const isAsked = params['totals'] === 'shown' || rows <= mostUnasked
  return (
    <section id="totals" aria-labelledby="totals-heading" className="flex scroll-mt-4 flex-col gap-2">
      <h2 id="totals-heading" className="text-sm font-semibold">
        <a href="#totals" className="hover:underline">
          Totals
        </a>
      </h2>
      {isAsked ? (
        <Suspense fallback={<TotalsSkeleton />}>
          <Totals {...props} />
        </Suspense>
      ) : (
        <Button asChild variant="outline" size="sm" className="self-start">
          <Link href={hrefWith(`/batches/${batchId}`, params, { totals: 'shown' })} scroll={false}>
            <Sigma /> Add up {number(rows)} rows
          </Link>
        </Button>
      )}
    </section>
  )
}

async function Totals({ actor, batchId, connections, params, zone }: TotalsPartProps) {
  const read = await settle(() => readTotals(actor, batchId)).catch((error: unknown) => {
    // Thrown on, it would take the page around it away.
    getLog().error({ err: error, batch: batchId }, 'The totals of a batch could not be added up')
    return null
  })
  if (read === null)
    return (
      <FaultState title="The totals could not be added up">
        <p>The rest of the page stands as it is. Load it again in a few seconds.</p>
      </FaultState>
    )
  if (!read.ok) return <ProblemState problem={read.problem} />
  if (read.data.statuses.length === 0)
    return <p className="text-[13px] text-muted-foreground">No row has been answered yet.</p>
  return (
    <>
      <TotalsTable batchId={batchId} totals={read.data} connections={connections} params={params} />
      <p className="text-xs text-muted-foreground">
        As it stood at <Time at={new Date().toISOString()} zone={zone} />. Each connection and each currency
        for itself; duplicates are counted once.
      </p>
    </>
  )
}

function TotalsSkeleton() {
  return (
    <div role="status" aria-label="Adding up" className="flex flex-col gap-2 rounded-xl border bg-card p-3">
      <Skeleton className="h-4 w-3/5" />
      <Skeleton className="h-4 w-2/5" />
    </div>
  )
}
