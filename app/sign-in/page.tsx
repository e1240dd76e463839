import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { ownRoute } from '#components/own-route.ts'
import { Brand } from '#components/shell/brand.tsx'
import { getSession } from '#lib/access/current-session.ts'
import { demoPassword, listDemoAddresses } from '#lib/access/demo.ts'
import { parseNextPath } from '#lib/access/next-path.ts'
import { settle } from '#lib/access/perform.ts'
import { getEnv } from '#lib/env.ts'
import { SignInForm } from './sign-in-form.tsx'

export const metadata: Metadata = { title: 'Sign in' }

interface SignInPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const next = parseNextPath((await searchParams)['next'])
  // The form stays up while the database is away, and says so when it is sent.
  const session = await settle(getSession)
  if (session.ok && session.data) redirect(ownRoute(next))
  const demo = getEnv().DEMO_SIGN_INS
    ? listDemoAddresses().map((person) => ({ ...person, password: demoPassword }))
    : []
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center gap-6 px-4 py-10">
      <div className="flex flex-col gap-1.5">
        <Brand />
        <p className="text-[13px] text-muted-foreground">
          What became of a transaction, from every provider.
        </p>
      </div>
      <div className="flex flex-col gap-5 rounded-xl border bg-card p-5 shadow-xs">
        <h1 className="text-base font-semibold">Sign in</h1>
        <SignInForm next={next} demo={demo} />
      </div>
      <p className="text-xs leading-relaxed text-muted-foreground">
        Every look-up is recorded with your name. Accounts are made by an administrator.
      </p>
    </main>
  )
}
