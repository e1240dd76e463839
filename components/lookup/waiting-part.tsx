'use client'

import { LookBadge } from '#components/status-badge.tsx'
import { lookOf } from '#components/status-look.ts'
import { formatMoment, type Zone } from '#components/format-time.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { LookupView } from '#lib/lookups/public.ts'
import { useNow } from './use-now.ts'

interface WaitingPartProps {
  readonly lookup: LookupView
  readonly zone: Zone
}

/** A question without an answer yet: since when it waits, and until when it may. */
export function WaitingPart({ lookup, zone }: WaitingPartProps) {
  const now = useNow()
  const due = new Date(lookup.deadlineAt)
  const askedForSeconds =
    now === null ? 0 : Math.max(0, Math.round((now - Date.parse(lookup.askedAt)) / 1_000))
  const overdue = now !== null && now > due.getTime()
  return (
    <div className="flex flex-col items-start gap-2">
      <LookBadge look={lookOf(lookup)} />
      <p className="text-[13px] text-muted-foreground tabular-nums">
        Asked {askedForSeconds} s ago,{' '}
        {overdue ? (
          'overdue. If the desk stopped meanwhile, this is recorded as interrupted within seconds.'
        ) : (
          <>due by {formatTimeOfDay(due, zone)}.</>
        )}
      </p>
      <div aria-hidden className="mt-1 flex w-full flex-col gap-2">
        <Skeleton className="h-6 w-2/5 self-end" />
        <Skeleton className="h-24 w-full" />
      </div>
    </div>
  )
}

function formatTimeOfDay(instant: Date, zone: Zone): string {
  return formatMoment(instant, zone).slice('2026-11-20 '.length)
}
