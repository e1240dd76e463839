import type { ConfirmAction } from '#components/access/use-confirmed.tsx'
import { Fact, Facts } from '#components/lookup/fact.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { ProblemState } from '#components/problem-state.tsx'
import { EndEverywhere } from '#components/sessions/end-everywhere.tsx'
import {
  type EndSessionAction,
  type EndSessionsAction,
  SessionList,
} from '#components/sessions/session-list.tsx'
import { LookBadge } from '#components/status-badge.tsx'
import type { RevokeTokenAction } from '#components/tokens/revoke-token.tsx'
import { Time } from '#components/time.tsx'
import { getZone } from '#components/zone.ts'
import type { Actor } from '#lib/access/actor.ts'
import { isOidcOnly } from '#lib/access/oidc/settings.ts'
import { listOpenTokensBy } from '#lib/access/api-token.ts'
import type { KnownPerson } from '#lib/access/people.ts'
import { settle } from '#lib/access/perform.ts'
import { readFactorsOf } from '#lib/access/second-factor/reset.ts'
import { listSessionsOf } from '#lib/access/sessions.ts'
import { ChangeRole, type ChangeRoleAction } from './change-role.tsx'
import { KeepOut, type PersonAction } from './keep-out.tsx'
import { MadeTokens } from './made-tokens.tsx'
import { lookOfPerson } from './person-look.ts'
import { ResetSecondFactor } from './reset-second-factor.tsx'
import { ResetPassword, type ResetPasswordAction } from './reset-password.tsx'

interface PersonPageProps {
  readonly actor: Actor
  readonly person: KnownPerson
  readonly actions: {
    readonly changeRole: ChangeRoleAction
    readonly resetPassword: ResetPasswordAction
    readonly resetSecondFactor: PersonAction
    readonly disablePerson: PersonAction
    readonly enablePerson: PersonAction
    readonly confirmPassword: ConfirmAction
    readonly endSession: EndSessionAction
    readonly revokeToken: RevokeTokenAction
    readonly endAllSessions: EndSessionsAction
  }
}

/** One person: role, whether they may come in, where they are signed in. */
export async function PersonPage({ actor, person, actions }: PersonPageProps) {
  const [zone, sessions, factors, tokens] = await Promise.all([
    getZone(),
    settle(() => listSessionsOf(actor, person.id)),
    settle(() => readFactorsOf(actor, person.id)),
    settle(() => listOpenTokensBy(actor, person.id)),
  ])
  const own = person.id === actor.id
  return (
    <>
      <PageHeader
        title={person.name}
        description={person.email}
        actions={<LookBadge look={lookOfPerson(person)} />}
      />
      <div className="flex max-w-3xl flex-col gap-6">
        <Facts>
          <Fact label="Added">
            <Time at={person.createdAt} zone={zone} />
          </Fact>
          {person.disabledAt !== null && (
            <Fact label="Disabled">
              <Time at={person.disabledAt} zone={zone} />
            </Fact>
          )}
        </Facts>
        {/* Anew when the role has changed meanwhile. */}
        <ChangeRole
          key={person.role}
          person={{ id: person.id, name: person.name, role: person.role }}
          own={own}
          changeRole={actions.changeRole}
          confirmPassword={actions.confirmPassword}
        />
        <section aria-labelledby="sessions" className="flex flex-col gap-2">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <h2 id="sessions" className="text-sm font-semibold">
              Sessions
            </h2>
            {person.sessions > 0 && !own && (
              <EndEverywhere
                personId={person.id}
                name={person.name}
                endAllSessions={actions.endAllSessions}
              />
            )}
          </div>
          {!sessions.ok && <ProblemState problem={sessions.problem} />}
          {sessions.ok && sessions.data.length === 0 && (
            <p className="text-[13px] text-muted-foreground">Signed in nowhere.</p>
          )}
          {sessions.ok && sessions.data.length > 0 && (
            <SessionList sessions={sessions.data} zone={zone} endSession={actions.endSession} />
          )}
        </section>
        {tokens.ok && tokens.data.length > 0 && (
          <MadeTokens tokens={tokens.data} revokeToken={actions.revokeToken} />
        )}
        {factors.ok && (
          <ResetSecondFactor
            person={{ id: person.id, name: person.name }}
            factors={{
              authenticator: factors.data.authenticatorSince !== null,
              passkeys: factors.data.passkeys,
            }}
            own={own}
            resetSecondFactor={actions.resetSecondFactor}
            confirmPassword={actions.confirmPassword}
          />
        )}
        {!own && person.disabledAt === null && !isOidcOnly() && (
          <ResetPassword
            person={{ id: person.id, name: person.name }}
            resetPassword={actions.resetPassword}
            confirmPassword={actions.confirmPassword}
          />
        )}
        {!own && (
          <KeepOut
            person={{ id: person.id, name: person.name, disabled: person.disabledAt !== null }}
            tokens={tokens.ok ? tokens.data.length : 0}
            disablePerson={actions.disablePerson}
            enablePerson={actions.enablePerson}
            confirmPassword={actions.confirmPassword}
          />
        )}
      </div>
    </>
  )
}
