import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { ownRoute } from '#components/own-route.ts'
import { getSession } from '#lib/access/current-session.ts'
import { demoPassword, listDemoAddresses } from '#lib/access/demo.ts'
import { parseNextPath, secondFactorPath } from '#lib/access/next-path.ts'
import { isPasskeySignInOpen } from '#lib/access/passkey/relying-party.ts'
import { settle } from '#lib/access/perform.ts'
import { getEnv } from '#lib/env.ts'
import { PasskeyButton } from './passkey-button.tsx'
import { SignInForm } from './sign-in-form.tsx'
import { SignInFrame } from './sign-in-frame.tsx'

export const metadata: Metadata = { title: 'Sign in' }

interface SignInPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const next = parseNextPath((await searchParams)['next'])
  // The form stays up while the database is away, and says so when it is sent.
  const session = await settle(getSession)
  if (session.ok && session.data) redirect(ownRoute(next))
  if (!session.ok && session.problem.kind === 'second_factor_needed') redirect(secondFactorPath(next))
  const demo = getEnv().DEMO_SIGN_INS
    ? listDemoAddresses().map((person) => ({ ...person, password: demoPassword }))
    : []
  return (
    <SignInFrame
      title="Sign in"
      foot="Every look-up is recorded with your name. Accounts are made by an administrator."
    >
      <SignInForm next={next} demo={demo}>
        {isPasskeySignInOpen() && <PasskeyButton next={next} />}
      </SignInForm>
    </SignInFrame>
  )
}
