'use client'

import { CalendarClock } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type FormEvent, useId, useState } from 'react'
import { toast } from 'sonner'
import { AskFirst } from '#components/access/ask-first.tsx'
import { callAction } from '#components/desk/call-action.ts'
import { keepReason, useKeptReason } from '#components/desk/kept-reason.ts'
import type { Zone } from '#components/format-time.ts'
import { Time } from '#components/time.tsx'
import { Button } from '#components/ui/button.tsx'
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from '#components/ui/dialog.tsx'
import { Field, FieldError, FieldLabel } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { VisibleText } from '#components/visible-text.tsx'
import type { ActionResult } from '#lib/access/perform.ts'
import type { Problem } from '#lib/access/problem.ts'
import type { ScheduleView } from '#lib/batches/schedule.ts'
import { hrefOfBatch } from './href.ts'
import { countOf } from './progress-words.ts'

export interface ScheduleActions {
  readonly schedule: (input: {
    readonly batchId: string
    readonly everyHours: number
    readonly reason: string
  }) => Promise<ActionResult<{ readonly nextAt: string }>>
  readonly unschedule: (id: string) => Promise<ActionResult<void>>
}

interface SchedulePartProps extends ScheduleActions {
  readonly batchId: string
  /** That it began or is a run of, the newest first. */
  readonly schedules: readonly ScheduleView[]
  readonly zone: Zone
}

/** The same list again every so many hours: what is arranged, or the way to arrange it. */
export function SchedulePart({ batchId, schedules, zone, schedule, unschedule }: SchedulePartProps) {
  const [newest] = schedules
  const open = newest?.endedAt === null ? newest : null
  return (
    <section aria-label="Schedule" className="flex flex-wrap items-center gap-x-3 gap-y-2 text-[13px]">
      {newest && (
        <p className="flex items-center gap-2 text-muted-foreground">
          <CalendarClock aria-hidden className="size-4 shrink-0" />
          <span>
            {open ? `Again every ${newest.everyHours} h until all rows are final` : 'The schedule has ended'}
            {newest.nextAt !== null && (
              <>
                {', next '}
                <Time at={newest.nextAt} zone={zone} />
              </>
            )}
            {newest.endedWhy !== null && (
              <>
                {': '}
                <VisibleText text={newest.endedWhy} />
              </>
            )}{' '}
            {newest.runs > 0 && `(${countOf(newest.runs, 'run')})`}
            {newest.batchId !== batchId && (
              <>
                {' · '}
                <Link href={hrefOfBatch(newest.batchId)} className="text-link hover:underline">
                  first batch
                </Link>
              </>
            )}
            {newest.latestId !== batchId && (
              <>
                {' · '}
                <Link href={hrefOfBatch(newest.latestId)} className="text-link hover:underline">
                  latest run
                </Link>
              </>
            )}
          </span>
        </p>
      )}
      {open ? (
        <AskFirst
          does="End the schedule"
          of="of this list"
          title="End this schedule?"
          done="It is not asked again"
          act={() => unschedule(open.id)}
        >
          What runs goes on; nothing new begins.
        </AskFirst>
      ) : (
        <Arrange batchId={batchId} schedule={schedule} />
      )}
    </section>
  )
}

function Arrange({ batchId, schedule }: Pick<SchedulePartProps, 'batchId' | 'schedule'>) {
  const id = useId()
  const router = useRouter()
  const reason = useKeptReason()
  const [open, setOpen] = useState(false)
  const [hours, setHours] = useState('6')
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)

  async function submit(event: FormEvent) {
    event.preventDefault()
    setPending(true)
    const result = await callAction(() => schedule({ batchId, everyHours: Number(hours), reason }))
    setPending(false)
    if (!result.ok) return setProblem(result.problem)
    setOpen(false)
    toast.success('It will be asked again by itself')
    router.refresh()
  }
  const fields = problem?.kind === 'invalid' ? problem.fields : {}
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="outline" size="sm">
          <CalendarClock /> Again every … hours
        </Button>
      </DialogTrigger>
      <DialogContent className="sm:max-w-md">
        <DialogHeader>
          <DialogTitle>Ask this list again until all rows are final</DialogTitle>
          <DialogDescription>
            Each run is a batch of its own with the whole list. What is final keeps its answer and is not
            asked.
          </DialogDescription>
        </DialogHeader>
        <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4">
          <Field>
            <FieldLabel htmlFor={`${id}-hours`}>Every so many hours, 1 to 168</FieldLabel>
            <Input
              id={`${id}-hours`}
              type="number"
              min={1}
              max={168}
              value={hours}
              className="w-28"
              onChange={({ target }) => setHours(target.value)}
              aria-invalid={fields['everyHours'] !== undefined}
            />
            <FieldError role="alert">{fields['everyHours']}</FieldError>
          </Field>
          <Field>
            <FieldLabel htmlFor={`${id}-reason`}>Reason</FieldLabel>
            <Input
              id={`${id}-reason`}
              value={reason}
              maxLength={500}
              autoComplete="off"
              placeholder="Case or ticket"
              onChange={({ target }) => keepReason(target.value)}
              aria-invalid={fields['reason'] !== undefined}
            />
            <FieldError role="alert">
              {fields['reason'] ?? (problem?.kind === 'invalid' ? null : problem?.message)}
            </FieldError>
          </Field>
          <DialogFooter>
            <Button type="button" variant="outline" onClick={() => setOpen(false)}>
              Back
            </Button>
            <Button type="submit" disabled={pending || reason.trim() === ''}>
              Ask again every {hours === '1' ? 'hour' : `${hours} hours`}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
