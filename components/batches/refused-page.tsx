import Link from 'next/link'
import { FaultState } from '#components/fault-state.tsx'
import type { Zone } from '#components/format-time.ts'
import { PageHeader } from '#components/page-header.tsx'
import { LookBadge } from '#components/status-badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { VisibleText } from '#components/visible-text.tsx'
import type { BatchView } from '#lib/batches/view.ts'
import { BatchFactsPart } from './batch-facts-part.tsx'
import { lookByState } from './batch-look.ts'

/** A list that was no good: why, and that nothing was kept of it. */
export function RefusedPage({ batch, zone }: { readonly batch: BatchView; readonly zone: Zone }) {
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1 [overflow-wrap:anywhere]">
            <VisibleText text={batch.name} /> <LookBadge look={lookByState[batch.state]} />
          </span>
        }
        description={<BatchFactsPart batch={batch} zone={zone} />}
      />
      <FaultState
        title="This list cannot be read"
        action={
          <Button asChild size="sm" variant="outline">
            <Link href="/batches/new">Bring it again</Link>
          </Button>
        }
      >
        <p>
          <VisibleText text={batch.refusal ?? 'Nobody said why.'} />
        </p>
        <p className="text-muted-foreground">Nothing of it was kept, and nobody was asked.</p>
      </FaultState>
    </>
  )
}
