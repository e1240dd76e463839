import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { ProviderLink } from '#components/access/provider-link.tsx'
import { ownRoute } from '#components/own-route.ts'
import { getSession } from '#lib/access/current-session.ts'
import { demoPassword, listDemoAddresses } from '#lib/access/demo.ts'
import { parseNextPath, secondFactorPath } from '#lib/access/next-path.ts'
import { findOidcMessage } from '#lib/access/oidc/cause.ts'
import { findOidcSettings, isOidcOnly } from '#lib/access/oidc/settings.ts'
import { isPasskeySignInOpen } from '#lib/access/passkey/relying-party.ts'
import { settle } from '#lib/access/perform.ts'
import { getEnv } from '#lib/env.ts'
import { PasskeyButton } from './passkey-button.tsx'
import { ProblemAlert } from './problem-alert.tsx'
import { SignInForm } from './sign-in-form.tsx'
import { SignInFrame } from './sign-in-frame.tsx'

export const metadata: Metadata = { title: 'Sign in' }

interface SignInPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { next: wanted, problem: cause, done } = await searchParams
  const next = parseNextPath(wanted)
  const problem = findOidcMessage(cause)
  // The form stays up while the database is away, and says so when it is sent.
  const session = await settle(getSession)
  if (session.ok && session.data) redirect(ownRoute(next))
  if (!session.ok && session.problem.kind === 'second_factor_needed') redirect(secondFactorPath(next))
  const provider = findOidcSettings()
  const demo = getEnv().DEMO_SIGN_INS
    ? listDemoAddresses().map((person) => ({ ...person, password: demoPassword }))
    : []
  const providerLink = provider && (
    <ProviderLink
      href={`/sign-in/oidc?next=${encodeURIComponent(next)}`}
      variant={isOidcOnly() ? 'default' : 'outline'}
    >
      Sign in with {provider.label}
    </ProviderLink>
  )
  return (
    <SignInFrame
      title="Sign in"
      foot={
        <>
          Every look-up is recorded with your name. Accounts are made by an administrator
          {isOidcOnly() ? '.' : ', who also gives you a link when your password is lost.'}
        </>
      }
    >
      {problem !== null && <ProblemAlert message={problem} />}
      {done === 'password' && (
        <p role="status" className="text-[13px]">
          Your password is set. Sign in with it.
        </p>
      )}
      {isOidcOnly() ? (
        providerLink
      ) : (
        <SignInForm next={next} demo={demo}>
          {isPasskeySignInOpen() && <PasskeyButton next={next} />}
          {providerLink}
        </SignInForm>
      )}
    </SignInFrame>
  )
}
