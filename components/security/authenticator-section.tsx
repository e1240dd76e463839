'use client'

import { Smartphone } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { toast } from 'sonner'
import { AskFirst } from '#components/access/ask-first.tsx'
import { useConfirmed } from '#components/access/use-confirmed.tsx'
import type { Zone } from '#components/format-time.ts'
import { Time } from '#components/time.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogContent } from '#components/ui/dialog.tsx'
import type { AuthenticatorOffer } from '#lib/access/second-factor/authenticator.ts'
import { RecoveryCodeList } from './recovery-code-list.tsx'
import { Section } from './section.tsx'
import type { SecurityActions } from './security-actions.ts'
import { SetUpAuthenticator } from './set-up-authenticator.tsx'

interface AuthenticatorSectionProps {
  /** ISO 8601; null without one. */
  readonly since: string | null
  readonly codesLeft: number
  readonly zone: Zone
  readonly actions: SecurityActions
}

/** The authenticator app and its recovery codes. */
export function AuthenticatorSection({ since, codesLeft, zone, actions }: AuthenticatorSectionProps) {
  const router = useRouter()
  const confirmed = useConfirmed(actions.confirmPassword)
  const [offer, setOffer] = useState<AuthenticatorOffer | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)

  async function begin() {
    const result = await confirmed.call(() => actions.offerAuthenticator({}))
    if (result.ok) setOffer(result.data)
    else toast.error('Nothing was changed', { description: result.problem.message })
  }

  async function makeCodes() {
    const result = await confirmed.call(() => actions.makeRecoveryCodes({}))
    if (result.ok) setCodes(result.data.codes)
    else toast.error('Nothing was changed', { description: result.problem.message })
  }

  function close() {
    setOffer(null)
    setCodes(null)
    router.refresh()
  }

  return (
    <Section
      id="authenticator"
      icon={Smartphone}
      title="Authenticator app"
      state={since === null ? <Badge variant="outline">Off</Badge> : <Badge variant="secondary">On</Badge>}
      about="A code of six digits from an app on your phone, beside the password. Ten recovery codes stand in for a lost phone."
    >
      {since !== null && (
        <p className="text-[13px]">
          Since <Time at={since} zone={zone} /> · {codesLeft} of 10 recovery codes left
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button size="sm" variant={since === null ? 'default' : 'outline'} onClick={() => void begin()}>
          {since === null ? 'Set up' : 'Move to another phone'}
        </Button>
        {since !== null && (
          <>
            <Button size="sm" variant="outline" onClick={() => void makeCodes()}>
              New recovery codes
            </Button>
            <AskFirst
              does="Remove"
              of="the authenticator app"
              title="Remove the authenticator app?"
              done="Authenticator app removed"
              act={() => confirmed.call(() => actions.removeAuthenticator({}))}
            >
              From then on the password alone signs you in. The recovery codes are of no use any more.
            </AskFirst>
          </>
        )}
      </div>
      <Dialog open={offer !== null || codes !== null} onOpenChange={(open) => !open && close()}>
        <DialogContent className="sm:max-w-md">
          {codes === null && offer !== null && (
            <SetUpAuthenticator offer={offer} actions={actions} onDone={setCodes} onCancel={close} />
          )}
          {codes !== null && <RecoveryCodeList codes={codes} onClose={close} />}
        </DialogContent>
      </Dialog>
      {confirmed.dialog}
    </Section>
  )
}
