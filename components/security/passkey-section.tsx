'use client'

import { Fingerprint } from 'lucide-react'
import { AskFirst } from '#components/access/ask-first.tsx'
import { useConfirmed } from '#components/access/use-confirmed.tsx'
import type { Zone } from '#components/format-time.ts'
import { Time } from '#components/time.tsx'
import { Badge } from '#components/ui/badge.tsx'
import type { OwnPasskey } from '#lib/access/passkey/store.ts'
import { AddPasskey } from './add-passkey.tsx'
import { Section } from './section.tsx'
import type { SecurityActions } from './security-actions.ts'

interface PasskeySectionProps {
  readonly passkeys: readonly OwnPasskey[]
  readonly zone: Zone
  /** Not where the desk is reached by an address that browsers make no passkeys for. */
  readonly possible: boolean
  readonly actions: SecurityActions
}

/** The passkeys by which one signs in without address and password. */
export function PasskeySection({ passkeys, zone, possible, actions }: PasskeySectionProps) {
  const confirmed = useConfirmed(actions.confirmPassword)
  return (
    <Section
      id="passkeys"
      icon={Fingerprint}
      title="Passkeys"
      about="Sign in by a finger, a face or a PIN, on this device or a security key. Counts as both factors, and cannot be given away to a false site."
    >
      {passkeys.length > 0 && (
        <ul aria-label="Passkeys" className="divide-y rounded-lg border">
          {passkeys.map(({ id, name, synced, createdAt, lastUsedAt }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 py-2.5">
              <div className="flex min-w-40 flex-1 flex-col gap-0.5">
                <span className="flex flex-wrap items-center gap-2 text-[13px] font-medium [overflow-wrap:anywhere]">
                  {name}
                  {synced && <Badge variant="outline">On several devices</Badge>}
                </span>
                <span className="text-xs text-muted-foreground">
                  Added <Time at={createdAt} zone={zone} /> ·{' '}
                  {lastUsedAt === null ? (
                    'not used yet'
                  ) : (
                    <>
                      last used <Time at={lastUsedAt} zone={zone} as="age" />
                    </>
                  )}
                </span>
              </div>
              <AskFirst
                does="Remove"
                of={name}
                title={`Remove ${name}?`}
                done={`${name} removed`}
                act={() => confirmed.call(() => actions.removePasskey({ id }))}
              >
                It opens the desk no more. Remove it from the device too, in the settings there.
              </AskFirst>
            </li>
          ))}
        </ul>
      )}
      {possible ? (
        <AddPasskey actions={actions} />
      ) : (
        <p className="text-[13px] text-muted-foreground">
          Not here: browsers make passkeys for names that are reached by https, and this desk is not.
        </p>
      )}
      {confirmed.dialog}
    </Section>
  )
}
