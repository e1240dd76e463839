'use client'

import { Fingerprint } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { callAction } from '#components/desk/call-action.ts'
import { CodeField } from '#components/security/code-field.tsx'
import { confirmByPasskey } from '#components/security/use-passkey.ts'
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
import type { ActionResult } from '#lib/access/perform.ts'
import type { ConfirmWays } from '#lib/access/problem.ts'
import type { ConfirmAction } from './use-confirmed.tsx'

interface ConfirmDialogProps {
  readonly ways: ConfirmWays
  readonly confirm: ConfirmAction
  readonly onEnd: (confirmed: boolean) => void
}

/** Asks for one's own password again, with a code where there is an app for it, or for a passkey. */
export function ConfirmDialog({ ways, confirm, onEnd }: ConfirmDialogProps) {
  const id = useId()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState('')
  const [pending, setPending] = useState(false)

  async function attempt(prove: () => Promise<ActionResult<void>>) {
    setPending(true)
    const result = await callAction(prove)
    setPending(false)
    if (result.ok) return onEnd(true)
    setPassword('')
    setCode('')
    setProblem(result.problem.message)
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    await attempt(() => confirm({ password, ...(ways.code && { code }) }))
  }

  return (
    <Dialog open onOpenChange={(open) => !open && onEnd(false)}>
      <DialogContent className="sm:max-w-sm">
        <DialogHeader>
          <DialogTitle>Confirm that it is you</DialogTitle>
          <DialogDescription>This wants a sign-in of the last ten minutes.</DialogDescription>
        </DialogHeader>
        <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
          {ways.passkey && (
            <Button type="button" disabled={pending} onClick={() => void attempt(confirmByPasskey)}>
              <Fingerprint aria-hidden /> Use a passkey
            </Button>
          )}
          {ways.password && (
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
            </Field>
          )}
          {ways.code && <CodeField value={code} onChange={setCode} invalid={problem !== ''} />}
          {!ways.password && !ways.passkey && (
            <p className="text-[13px]">Sign out and in again, then come back here.</p>
          )}
          <FieldError id={`${id}-problem`} role="alert">
            {problem}
          </FieldError>
          <DialogFooter>
            <Button type="button" variant="outline" onClick={() => onEnd(false)}>
              Cancel
            </Button>
            {ways.password && (
              <Button
                type="submit"
                variant={ways.passkey ? 'outline' : 'default'}
                disabled={pending || password === '' || (ways.code && code === '')}
              >
                Confirm
              </Button>
            )}
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
