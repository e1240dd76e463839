'use client'

import { Fingerprint } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { callAction } from '#components/desk/call-action.ts'
import { CodeField } from '#components/security/code-field.tsx'
import { confirmByPasskey } from '#components/security/use-passkey.ts'
import { ProviderLink } from './provider-link.tsx'
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

/** Asks for one's own password again, with a code where there is an app for it, for a passkey, or for the sign-in service. */
export function ConfirmDialog({ ways, confirm, onEnd }: ConfirmDialogProps) {
  const id = useId()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [went, setWent] = useState(false)
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
          {ways.provider !== null && (
            <>
              <ProviderLink
                href="/sign-in/oidc/confirm"
                variant={ways.passkey || ways.password ? 'outline' : 'default'}
                onOpen={() => setWent(true)}
              >
                Sign in again with {ways.provider}
              </ProviderLink>
              <p className="text-xs text-muted-foreground">
                In a tab of its own. Come back here and continue.
              </p>
            </>
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
          {!ways.password && !ways.passkey && ways.provider === null && (
            <p className="text-[13px]">Sign out and in again, then come back here.</p>
          )}
          <FieldError id={`${id}-problem`} role="alert">
            {problem}
          </FieldError>
          <DialogFooter>
            <Button type="button" variant="outline" onClick={() => onEnd(false)}>
              Cancel
            </Button>
            {went && (
              <Button type="button" disabled={pending} onClick={() => onEnd(true)}>
                Continue
              </Button>
            )}
            {ways.password && (
              <Button
                type="submit"
                variant={ways.passkey || went ? 'outline' : 'default'}
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
