'use client'

import { AskFirst } from '#components/access/ask-first.tsx'
import type { ActionResult } from '#lib/access/perform.ts'

export type RevokeTokenAction = (input: { readonly id: string }) => Promise<ActionResult<void>>

interface RevokeTokenProps {
  readonly id: string
  readonly name: string
  readonly revokeToken: RevokeTokenAction
}

export function RevokeToken({ id, name, revokeToken }: RevokeTokenProps) {
  return (
    <AskFirst
      does="Revoke"
      of={name}
      title={`Revoke ${name}?`}
      done={`${name} opens nothing any more`}
      act={() => revokeToken({ id })}
    >
      Whatever uses it is refused from its next request on. A revoked token does not come back.
    </AskFirst>
  )
}
