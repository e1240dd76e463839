import { KeyRound } from 'lucide-react'
import { EmptyState } from '#components/empty-state.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { ProblemState } from '#components/problem-state.tsx'
import { LookBadge } from '#components/status-badge.tsx'
import { Time } from '#components/time.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { getZone } from '#components/zone.ts'
import type { Actor } from '#lib/access/actor.ts'
import { listManagedTokens } from '#lib/access/api-token.ts'
import { settle } from '#lib/access/perform.ts'
import { CreateToken, type CreateTokenProps } from './create-token.tsx'
import { RevokeToken, type RevokeTokenAction } from './revoke-token.tsx'
import { lookByTokenState } from './token-look.ts'

interface TokensPageProps extends CreateTokenProps {
  readonly actor: Actor
  readonly revokeToken: RevokeTokenAction
}

/** Every token of the JSON API, without what opens anything. */
export async function TokensPage({ actor, revokeToken, ...creating }: TokensPageProps) {
  const [zone, tokens] = await Promise.all([getZone(), settle(() => listManagedTokens(actor))])
  return (
    <>
      <PageHeader
        title="Tokens"
        description="Keys of scripts to the JSON API, each with a role. The record names the token, not a person."
        actions={<CreateToken {...creating} />}
      />
      {!tokens.ok && <ProblemState problem={tokens.problem} />}
      {tokens.ok && tokens.data.length === 0 && (
        <EmptyState icon={KeyRound} title="No tokens yet">
          A script needs one to ask the JSON API. It may do what its role may.
        </EmptyState>
      )}
      {tokens.ok && tokens.data.length > 0 && (
        <ul aria-label="Tokens" className="divide-y rounded-xl border bg-card shadow-xs">
          {tokens.data.map(({ id, name, role, state, createdByName, createdAt, expiresAt, lastUsedAt }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
              <div className="flex min-w-48 flex-1 flex-col gap-0.5">
                <span className="flex flex-wrap items-center gap-2 text-[13px] font-medium [overflow-wrap:anywhere]">
                  {name}
                  <Badge variant="outline" className="capitalize">
                    {role}
                  </Badge>
                </span>
                <span className="text-xs text-muted-foreground">
                  By {createdByName} <Time at={createdAt} zone={zone} as="age" /> ·{' '}
                  {lastUsedAt === null ? (
                    'never used'
                  ) : (
                    <>
                      used <Time at={lastUsedAt} zone={zone} as="age" />
                    </>
                  )}
                  {expiresAt !== null && (
                    <>
                      {' '}
                      · until <Time at={expiresAt} zone={zone} />
                    </>
                  )}
                </span>
              </div>
              <LookBadge look={lookByTokenState[state]} />
              {state === 'open' && <RevokeToken id={id} name={name} revokeToken={revokeToken} />}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
