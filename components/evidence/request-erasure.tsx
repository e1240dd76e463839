'use client'

import { Eraser } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { toast } from 'sonner'
import { useConfirmed } from '#components/access/use-confirmed.tsx'
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
import type { Problem } from '#lib/access/problem.ts'
import type { ErasurePreview } from '#lib/evidence/erasure-list.ts'
import type { EvidenceActing } from './acting.ts'
import { CoverageNote } from './coverage-note.tsx'
import { ReasonField } from './reason-field.tsx'

interface RequestErasureProps extends Pick<
  EvidenceActing,
  'previewErasure' | 'requestErasure' | 'confirmPassword'
> {
  /** Whose evidence; opens the form at once. */
  readonly of: string | null
}

/** A button and the form that asks for an erasure: what it covers is shown before it can be asked for. */
export function RequestErasure({ of, previewErasure, requestErasure, confirmPassword }: RequestErasureProps) {
  const router = useRouter()
  const confirmed = useConfirmed(confirmPassword)
  const [open, setOpen] = useState(of !== null)
  const [playerId, setPlayerId] = useState(of ?? '')
  const [preview, setPreview] = useState<ErasurePreview | null>(null)
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [pending, setPending] = useState(false)
  const fields = problem?.kind === 'invalid' ? problem.fields : {}

  function turn(now: boolean) {
    setOpen(now)
    setProblem(null)
    setPreview(null)
    if (now) return
    setPlayerId('')
    setReason('')
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    setPending(true)
    setProblem(null)
    if (preview === null) {
      const shown = await callAction(() => previewErasure({ playerId }))
      if (shown.ok) setPreview(shown.data)
      else setProblem(shown.problem)
    } else {
      const asked = await confirmed.call(() => requestErasure({ playerId: preview.playerId, reason }))
      if (asked.ok) {
        turn(false)
        toast.success('Another manager must approve it')
        router.refresh()
      } else setProblem(asked.problem)
    }
    setPending(false)
  }

  const possible = preview === null || (preview.keys > 0 && preview.holds.length === 0)
  return (
    <>
      <Dialog open={open} onOpenChange={turn}>
        <DialogTrigger asChild>
          <Button size="sm">
            <Eraser /> Ask for an erasure
          </Button>
        </DialogTrigger>
        <DialogContent className="sm:max-w-md">
          <DialogHeader>
            <DialogTitle>Ask for an erasure</DialogTitle>
            <DialogDescription>
              What providers sent about a player becomes unreadable for everybody and for good, as soon as
              another manager approves it.
            </DialogDescription>
          </DialogHeader>
          <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4">
            <Field>
              <FieldLabel htmlFor="erasure-player">Player id</FieldLabel>
              <Input
                id="erasure-player"
                autoComplete="off"
                className="font-mono"
                value={playerId}
                onChange={({ target }) => {
                  setPlayerId(target.value)
                  setPreview(null)
                }}
                aria-invalid={'playerId' in fields}
                aria-describedby="erasure-player-problem"
              />
              <FieldError id="erasure-player-problem">{fields['playerId']}</FieldError>
            </Field>
            {preview !== null && <CoverageNote preview={preview} />}
            {preview !== null && possible && (
              <ReasonField
                id="erasure-reason"
                value={reason}
                onChange={setReason}
                problem={fields['reason']}
              />
            )}
            {problem !== null && problem.kind !== 'invalid' && (
              <FieldError role="alert">{problem.message}</FieldError>
            )}
            <DialogFooter>
              <Button type="button" variant="outline" onClick={() => turn(false)}>
                Cancel
              </Button>
              <Button
                type="submit"
                disabled={
                  pending || !possible || (preview === null ? playerId.trim() === '' : reason.trim() === '')
                }
              >
                {preview === null ? 'Show what it covers' : 'Ask a second person'}
              </Button>
            </DialogFooter>
          </form>
        </DialogContent>
      </Dialog>
      {confirmed.dialog}
    </>
  )
}
