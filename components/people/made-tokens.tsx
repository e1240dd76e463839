import { RevokeToken, type RevokeTokenAction } from '#components/tokens/revoke-token.tsx'
import { Badge } from '#components/ui/badge.tsx'
import type { ManagedToken } from '#lib/access/api-token.ts'

interface MadeTokensProps {
  readonly tokens: readonly ManagedToken[]
  readonly revokeToken: RevokeTokenAction
}

/** The tokens of somebody’s making that still open something: whoever made one may have kept it. */
export function MadeTokens({ tokens, revokeToken }: MadeTokensProps) {
  return (
    <section aria-labelledby="made-tokens" className="flex flex-col gap-2">
      <h2 id="made-tokens" className="text-sm font-semibold">
        Tokens they made that still work
      </h2>
      <ul aria-labelledby="made-tokens" className="divide-y rounded-xl border bg-card shadow-xs">
        {tokens.map(({ id, name, role }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5 text-[13px]">
            <span className="min-w-0 flex-1 font-medium [overflow-wrap:anywhere]">{name}</span>
            <Badge variant="outline" className="capitalize">
              {role}
            </Badge>
            <RevokeToken id={id} name={name} revokeToken={revokeToken} />
          </li>
        ))}
      </ul>
    </section>
  )
}
