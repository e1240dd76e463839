import { PageHeader } from '#components/page-header.tsx'
import { ProblemState } from '#components/problem-state.tsx'
import { getZone } from '#components/zone.ts'
import type { Actor } from '#lib/access/actor.ts'
import { listOwnPasskeys } from '#lib/access/passkey/manage.ts'
import { findRelyingParty } from '#lib/access/passkey/relying-party.ts'
import { settle } from '#lib/access/perform.ts'
import { isSecondFactorRequired } from '#lib/access/second-factor/required.ts'
import { readFactors } from '#lib/access/second-factor/store.ts'
import { AuthenticatorSection } from './authenticator-section.tsx'
import { PasskeySection } from './passkey-section.tsx'
import { PasswordSection } from './password-section.tsx'
import type { SecurityActions } from './security-actions.ts'

interface SecurityPageProps {
  readonly actor: Actor
  readonly actions: SecurityActions
}

/** How one proves who one is. */
export async function SecurityPage({ actor, actions }: SecurityPageProps) {
  const [zone, found] = await Promise.all([
    getZone(),
    settle(async () => ({ factors: await readFactors(actor.id), passkeys: await listOwnPasskeys(actor) })),
  ])
  const required = actor.role !== null && isSecondFactorRequired(actor.role)
  return (
    <>
      <PageHeader
        title="Your security"
        description={
          required
            ? 'Your role needs two factors: a password with a code, or a passkey.'
            : 'How you prove that it is you. Each change is recorded, and wants a sign-in of the last ten minutes.'
        }
      />
      {found.ok ? (
        <div className="flex max-w-3xl flex-col gap-4">
          <PasskeySection
            passkeys={found.data.passkeys}
            zone={zone}
            possible={findRelyingParty() !== null}
            actions={actions}
          />
          <AuthenticatorSection
            since={found.data.factors.authenticatorSince}
            codesLeft={found.data.factors.recoveryCodesLeft}
            zone={zone}
            actions={actions}
          />
          <PasswordSection has={found.data.factors.password} actions={actions} />
        </div>
      ) : (
        <ProblemState problem={found.problem} />
      )}
    </>
  )
}
