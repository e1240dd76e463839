'use client'

import { Smartphone } from 'lucide-react'
import { useState } from 'react'
import { useConfirmed } from '#components/access/use-confirmed.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogContent } from '#components/ui/dialog.tsx'
import { FieldError } from '#components/ui/field.tsx'
import type { AuthenticatorOffer } from '#lib/access/second-factor/authenticator.ts'
import { AddPasskey } from './add-passkey.tsx'
import { RecoveryCodeList } from './recovery-code-list.tsx'
import type { AddPasskeyActions, AuthenticatorActions } from './security-actions.ts'
import { SetUpAuthenticator } from './set-up-authenticator.tsx'

interface SetUpFirstProps {
  readonly next: string
  readonly passkeys: boolean
  readonly actions: AuthenticatorActions & AddPasskeyActions
}

/** For who needs a second factor and has none: one of two, and then on to where they were going. */
export function SetUpFirst({ next, passkeys, actions }: SetUpFirstProps) {
  const confirmed = useConfirmed(actions.confirmPassword)
  const [offer, setOffer] = useState<AuthenticatorOffer | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const [problem, setProblem] = useState('')
  const goOn = () => window.location.assign(next)

  async function begin() {
    const result = await confirmed.call(() => actions.offerAuthenticator({}))
    if (result.ok) setOffer(result.data)
    else setProblem(result.problem.message)
  }

  return (
    <div className="flex flex-col gap-3">
      <p className="text-[13px] leading-relaxed text-muted-foreground">
        Your role needs one beside the password before anything else. It takes a minute, once.
      </p>
      <div className="flex flex-wrap gap-2">
        {passkeys && <AddPasskey actions={actions} onAdded={goOn} />}
        <Button size="sm" variant={passkeys ? 'outline' : 'default'} onClick={() => void begin()}>
          <Smartphone aria-hidden /> Authenticator app
        </Button>
      </div>
      <FieldError role="alert">{problem}</FieldError>
      <Dialog
        open={offer !== null}
        onOpenChange={(open) => {
          if (open) return
          if (codes === null) setOffer(null)
          else goOn()
        }}
      >
        <DialogContent className="sm:max-w-md">
          {codes === null && offer !== null && (
            <SetUpAuthenticator
              offer={offer}
              actions={actions}
              onDone={setCodes}
              onCancel={() => setOffer(null)}
            />
          )}
          {codes !== null && <RecoveryCodeList codes={codes} onClose={goOn} />}
        </DialogContent>
      </Dialog>
      {confirmed.dialog}
    </div>
  )
}
