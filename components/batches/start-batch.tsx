'use client'

import { Play } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type FormEvent, useId, useState } from 'react'
import { toast } from 'sonner'
import { callAction } from '#components/desk/call-action.ts'
import { keepReason, useKeptReason } from '#components/desk/kept-reason.ts'
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
import type { Problem } from '#lib/access/problem.ts'
import type { Preflight } from '#lib/batches/preflight.ts'
import type { PreflightActing } from './preflight-acting.ts'
import { countOf, spanWords } from './progress-words.ts'

interface StartBatchProps extends Pick<PreflightActing, 'start'> {
  readonly batchId: string
  readonly flight: Preflight
  readonly reuseMinutes: number | null
}

/** Starts the batch: says once more how much of whom is asked, and wants a reason. */
export function StartBatch({ batchId, flight, reuseMinutes, start }: StartBatchProps) {
  const id = useId()
  const router = useRouter()
  const reason = useKeptReason()
  const [open, setOpen] = useState(false)
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const { toAsk, reusable, connections, calls, seconds, needsApproval } = flight

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (pending || reason.trim() === '') return
    setPending(true)
    const result = await callAction(() => start({ batchId, reason, reuseMinutes }))
    setPending(false)
    if (!result.ok) return setProblem(result.problem)
    setOpen(false)
    toast.success(result.data.state === 'running' ? 'Started' : 'Sent for approval')
    router.refresh()
  }
  const does = needsApproval ? 'Ask for approval' : 'Start'
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button
          size="sm"
          disabled={toAsk + reusable === 0}
          title={toAsk + reusable === 0 ? nothing : undefined}
        >
          <Play /> {needsApproval ? 'Ask for approval' : `Start: ask ${countOf(toAsk, 'row')}`}
        </Button>
      </DialogTrigger>
      <DialogContent className="sm:max-w-md">
        <DialogHeader>
          <DialogTitle>
            {toAsk === 0 ? `Take over ${countOf(reusable, 'answer')}?` : `Ask ${countOf(toAsk, 'row')}?`}
          </DialogTitle>
          <DialogDescription>
            {countOf(calls, 'call')}, {spanWords(seconds)}
            {reusable > 0 && `, and ${countOf(reusable, 'earlier answer')} taken over`}.
            {needsApproval && ' A second person has to approve it first.'}
          </DialogDescription>
        </DialogHeader>
        <ul className="flex flex-col gap-1 text-[13px]">
          {connections.map(({ connection, label, rows }) => (
            <li key={connection} className="flex justify-between gap-4">
              <span>{label}</span>
              <span className="tabular-nums">{countOf(rows, 'row')}</span>
            </li>
          ))}
        </ul>
        <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4">
          <Field>
            <FieldLabel htmlFor={id}>Reason</FieldLabel>
            <Input
              id={id}
              value={reason}
              maxLength={500}
              autoComplete="off"
              placeholder="Case or ticket"
              // oxlint-disable-next-line jsx-a11y/no-autofocus -- the one thing that the dialog asks for
              autoFocus
              onChange={({ target }) => keepReason(target.value)}
              aria-invalid={problem?.kind === 'invalid'}
              aria-describedby={`${id}-problem`}
            />
            <FieldError id={`${id}-problem`} role="alert">
              {problem?.message}
            </FieldError>
          </Field>
          <DialogFooter>
            <Button type="button" variant="outline" onClick={() => setOpen(false)}>
              Back
            </Button>
            <Button type="submit" disabled={pending || reason.trim() === ''}>
              {does}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}

const nothing = 'No row of the list can be asked; see below why'
