'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { toast } from 'sonner'
import { type ConfirmAction, useConfirmed } from '#components/access/use-confirmed.tsx'
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
import { FieldError } from '#components/ui/field.tsx'
import type { Problem } from '#lib/access/problem.ts'
import type { DecideAction } from './acting.ts'
import { ReasonField } from './reason-field.tsx'

interface DecideProps {
  readonly id: string
  /** On the button that opens it, and on the one that does it. */
  readonly does: string
  /** For who hears the buttons one after the other. */
  readonly of: string
  readonly title: string
  /** What it will mean. */
  readonly children: ReactNode
  readonly done: string
  readonly grave?: boolean
  readonly act: DecideAction
  readonly confirmPassword: ConfirmAction
}

/** A button for a decision: says what it will mean, wants a reason, and where needed the password again. */
export function Decide({
  id,
  does,
  of,
  title,
  children,
  done,
  grave = false,
  act,
  confirmPassword,
}: DecideProps) {
  const field = useId()
  const router = useRouter()
  const confirmed = useConfirmed(confirmPassword)
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [pending, setPending] = useState(false)

  function turn(now: boolean) {
    setOpen(now)
    setProblem(null)
    if (!now) setReason('')
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    setPending(true)
    const result = await confirmed.call(() => act({ id, reason }))
    setPending(false)
    router.refresh()
    if (!result.ok) return setProblem(result.problem)
    turn(false)
    toast.success(done)
  }

  return (
    <>
      <Dialog open={open} onOpenChange={turn}>
        <DialogTrigger asChild>
          <Button variant={grave ? 'destructive' : 'outline'} size="sm">
            {does}
            <span className="sr-only"> {of}</span>
          </Button>
        </DialogTrigger>
        <DialogContent className="sm:max-w-md">
          <DialogHeader>
            <DialogTitle>{title}</DialogTitle>
            <DialogDescription>{children}</DialogDescription>
          </DialogHeader>
          <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4">
            <ReasonField
              id={field}
              value={reason}
              onChange={setReason}
              problem={problem?.kind === 'invalid' ? problem.fields['reason'] : undefined}
            />
            {problem !== null && problem.kind !== 'invalid' && (
              <FieldError role="alert">{problem.message}</FieldError>
            )}
            <DialogFooter>
              <Button type="button" variant="outline" onClick={() => turn(false)}>
                Cancel
              </Button>
              <Button
                type="submit"
                variant={grave ? 'destructive' : 'default'}
                disabled={pending || reason.trim() === ''}
              >
                {does}
              </Button>
            </DialogFooter>
          </form>
        </DialogContent>
      </Dialog>
      {confirmed.dialog}
    </>
  )
}
