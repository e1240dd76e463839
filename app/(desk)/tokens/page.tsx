import type { Metadata } from 'next'
import { confirmPassword } from '#app/(desk)/sessions/actions.ts'
import { PageHeader } from '#components/page-header.tsx'
import { ProblemState } from '#components/problem-state.tsx'
import { TokensPage } from '#components/tokens/tokens-page.tsx'
import { requirePage } from '#lib/access/page.ts'
import { createToken, revokeToken } from './actions.ts'

export const metadata: Metadata = { title: 'Tokens' }

export default async function Page() {
  const found = await requirePage('token.manage', '/tokens')
  if (found.ok)
    return (
      <TokensPage
        actor={found.data}
        createToken={createToken}
        revokeToken={revokeToken}
        confirmPassword={confirmPassword}
      />
    )
  return (
    <>
      <PageHeader title="Tokens" />
      <ProblemState problem={found.problem} />
    </>
  )
}
