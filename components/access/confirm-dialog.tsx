'use client'

import { type FormEvent, useId, useState } from 'react'
import { callAction } from '#components/desk/call-action.ts'
import { Button } from '#components/ui/button.tsx'
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '#components/ui/dialog.tsx'
import { Field, FieldError, FieldLabel } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import type { ConfirmAction } from './use-confirmed.tsx'

interface ConfirmDialogProps {
  readonly confirm: ConfirmAction
  readonly onEnd: (confirmed: boolean) => void
}

/** Asks for one's own password again. */
export function ConfirmDialog({ confirm, onEnd }: ConfirmDialogProps) {
  const id = useId()
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState('')
  const [pending, setPending] = useState(false)

  async function submit(event: FormEvent) {
    event.preventDefault()
    setPending(true)
    const result = await callAction(() => confirm({ password }))
    setPending(false)
    if (result.ok) return onEnd(true)
    setPassword('')
    setProblem(result.problem.message)
  }

  return (
    <Dialog open onOpenChange={(open) => !open && onEnd(false)}>
      <DialogContent className="sm:max-w-sm">
        <DialogHeader>
          <DialogTitle>Confirm that it is you</DialogTitle>
          <DialogDescription>This wants a password given within the last ten minutes.</DialogDescription>
        </DialogHeader>
        <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
          <Field>
            <FieldLabel htmlFor={id}>Your password</FieldLabel>
            <Input
              id={id}
              type="password"
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
              aria-invalid={problem !== ''}
              aria-describedby={`${id}-problem`}
            />
            <FieldError id={`${id}-problem`} role="alert">
              {problem}
            </FieldError>
          </Field>
          <DialogFooter>
            <Button type="button" variant="outline" onClick={() => onEnd(false)}>
              Cancel
            </Button>
            <Button type="submit" disabled={pending || password === ''}>
              Confirm
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
