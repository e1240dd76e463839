'use client'

import { Scale } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { toast } from 'sonner'
import { callAction } from '#components/desk/call-action.ts'
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
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#components/ui/select.tsx'
import type { Problem } from '#lib/access/problem.ts'
import type { HoldSubjectKind } from '#lib/audit/evidence-event.ts'
import type { EvidenceActing } from './acting.ts'
import { isHoldKind, labelByHoldKind } from './hold-words.ts'
import { ReasonField } from './reason-field.tsx'

interface SetHoldProps {
  /** What it is to be on; opens the form at once. */
  readonly on: { readonly kind: HoldSubjectKind; readonly subject: string } | null
  readonly setHold: EvidenceActing['setHold']
}

/** A button and the form of a new legal hold. */
export function SetHold({ on, setHold }: SetHoldProps) {
  const router = useRouter()
  const [open, setOpen] = useState(on !== null)
  const [kind, setKind] = useState<HoldSubjectKind>(on?.kind ?? 'player')
  const [subject, setSubject] = useState(on?.subject ?? '')
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [pending, setPending] = useState(false)
  const fields = problem?.kind === 'invalid' ? problem.fields : {}

  function turn(now: boolean) {
    setOpen(now)
    setProblem(null)
    if (now) return
    setSubject('')
    setReason('')
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    setPending(true)
    const result = await callAction(() => setHold({ subjectKind: kind, subject, reason }))
    setPending(false)
    if (!result.ok) return setProblem(result.problem)
    turn(false)
    toast.success('The hold is in force')
    router.refresh()
  }

  return (
    <Dialog open={open} onOpenChange={turn}>
      <DialogTrigger asChild>
        <Button variant="outline" size="sm">
          <Scale /> Set a legal hold
        </Button>
      </DialogTrigger>
      <DialogContent className="sm:max-w-md">
        <DialogHeader>
          <DialogTitle>Set a legal hold</DialogTitle>
          <DialogDescription>
            What it is on is neither erased nor dropped, however old, until somebody lifts it.
          </DialogDescription>
        </DialogHeader>
        <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4">
          <Field>
            <FieldLabel htmlFor="hold-kind">On</FieldLabel>
            <Select value={kind} onValueChange={(chosen) => isHoldKind(chosen) && setKind(chosen)}>
              <SelectTrigger id="hold-kind">
                <SelectValue />
              </SelectTrigger>
              <SelectContent>
                {Object.entries(labelByHoldKind).map(([name, label]) => (
                  <SelectItem key={name} value={name}>
                    {label.choice}
                  </SelectItem>
                ))}
              </SelectContent>
            </Select>
          </Field>
          <Field>
            <FieldLabel htmlFor="hold-subject">{labelByHoldKind[kind].subject}</FieldLabel>
            <Input
              id="hold-subject"
              autoComplete="off"
              className="font-mono"
              value={subject}
              onChange={({ target }) => setSubject(target.value)}
              aria-invalid={'subject' in fields}
              aria-describedby="hold-subject-problem"
            />
            <FieldError id="hold-subject-problem">{fields['subject']}</FieldError>
          </Field>
          <ReasonField id="hold-reason" value={reason} onChange={setReason} problem={fields['reason']} />
          {problem !== null && problem.kind !== 'invalid' && (
            <FieldError role="alert">{problem.message}</FieldError>
          )}
          <DialogFooter>
            <Button type="button" variant="outline" onClick={() => turn(false)}>
              Cancel
            </Button>
            <Button type="submit" disabled={pending}>
              Set the hold
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
