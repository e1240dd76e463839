'use client'

import { LoaderCircle } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { Queries } from '#components/desk/queries.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { LookBadge } from '#components/status-badge.tsx'
import { VisibleText } from '#components/visible-text.tsx'
import type { BatchProgress } from '#lib/api/batch-progress.ts'
import { lookByState } from './batch-look.ts'
import { BatchTroubleNote } from './batch-trouble-note.tsx'
import { countOf } from './progress-words.ts'
import { useBatch } from './use-batch.ts'

/** A list whose rows are being read: how many there are so far. */
export function ReadingPage({ initial }: { readonly initial: BatchProgress }) {
  return (
    <Queries>
      <Reading initial={initial} />
    </Queries>
  )
}

function Reading({ initial }: { readonly initial: BatchProgress }) {
  const router = useRouter()
  const { batch, trouble, refresh } = useBatch('', initial)
  const { state, name, progress } = batch
  useEffect(() => {
    if (state !== 'reading') router.refresh()
  }, [router, state])
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1 [overflow-wrap:anywhere]">
            <VisibleText text={name} /> <LookBadge look={lookByState.reading} />
          </span>
        }
      />
      {trouble && <BatchTroubleNote trouble={trouble} onRetry={refresh} />}
      <p role="status" className="flex items-center gap-2 text-[13px]">
        <LoaderCircle aria-hidden className="size-4 animate-spin text-muted-foreground" />
        Its rows are being read and checked: {countOf(progress.rows, 'row')} so far. Nobody is asked yet.
      </p>
    </>
  )
}
