'use client'

import { type FormEvent, useState } from 'react'
import { useConfirmed } from '#components/access/use-confirmed.tsx'
import { CopyButton } from '#components/copy-button.tsx'
import { Button } from '#components/ui/button.tsx'
import { DialogDescription, DialogFooter, DialogHeader, DialogTitle } from '#components/ui/dialog.tsx'
import { FieldError } from '#components/ui/field.tsx'
import type { AuthenticatorOffer } from '#lib/access/second-factor/authenticator.ts'
import { CodeField } from './code-field.tsx'
import { QrCode } from './qr-code.tsx'
import type { AuthenticatorActions } from './security-actions.ts'

interface SetUpAuthenticatorProps {
  readonly offer: AuthenticatorOffer
  readonly actions: AuthenticatorActions
  readonly onDone: (recoveryCodes: readonly string[]) => void
  readonly onCancel: () => void
}

/** In a dialog: the QR code to scan, and the first code that says that it worked. */
export function SetUpAuthenticator({ offer, actions, onDone, onCancel }: SetUpAuthenticatorProps) {
  const confirmed = useConfirmed(actions.confirmPassword)
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState('')
  const [pending, setPending] = useState(false)

  async function submit(event: FormEvent) {
    event.preventDefault()
    setPending(true)
    const result = await confirmed.call(() => actions.confirmOffer({ code }))
    setPending(false)
    if (result.ok) return onDone(result.data.codes)
    setCode('')
    setProblem(result.problem.message)
  }

  return (
    <>
      <DialogHeader>
        <DialogTitle>Set up an authenticator app</DialogTitle>
        <DialogDescription>
          Scan this with the app on your phone, then type the six digits that it shows.
        </DialogDescription>
      </DialogHeader>
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <QrCode qr={offer.qr} />
        <details className="text-[13px]">
          <summary className="w-fit cursor-pointer rounded-sm text-muted-foreground outline-none focus-visible:ring-[3px] focus-visible:ring-ring/50">
            Cannot scan it?
          </summary>
          <p className="mt-2 flex items-start gap-2 rounded-lg border bg-muted px-3 py-2">
            <code
              aria-label="Secret"
              className="min-w-0 flex-1 font-mono text-[13px] [overflow-wrap:anywhere]"
            >
              {offer.text.replaceAll(/(.{4})(?=.)/g, '$1 ')}
            </code>
            <CopyButton text={offer.text} of="secret" />
          </p>
        </details>
        <CodeField value={code} onChange={setCode} invalid={problem !== ''} digitsOnly />
        <FieldError role="alert">{problem}</FieldError>
        <DialogFooter>
          <Button type="button" variant="outline" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" disabled={pending || code === ''}>
            Confirm
          </Button>
        </DialogFooter>
      </form>
      {confirmed.dialog}
    </>
  )
}
