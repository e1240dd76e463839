import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { getRequestHeaders } from '#lib/access/current-session.ts'
import { parseNextPath, signInPath } from '#lib/access/next-path.ts'
import { settle } from '#lib/access/perform.ts'
import { isCodeAwaited } from '#lib/access/second-factor/give-code.ts'
import { CodeForm } from '#app/sign-in/code-form.tsx'
import { SignInFrame } from '#app/sign-in/sign-in-frame.tsx'

export const metadata: Metadata = { title: 'Give the code' }

interface CodePageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

/** The second step of a sign-in, for who has an authenticator app. */
export default async function CodePage({ searchParams }: CodePageProps) {
  const next = parseNextPath((await searchParams)['next'])
  const awaited = await settle(async () => isCodeAwaited(await getRequestHeaders()))
  if (awaited.ok && !awaited.data) redirect(signInPath(next))
  return (
    <SignInFrame
      title="Give the code"
      foot={
        <>
          Neither phone nor recovery codes? An administrator can reset your second factor.{' '}
          <Link href={signInPath(next)} className="text-link underline underline-offset-2">
            Start again
          </Link>
        </>
      }
    >
      <CodeForm next={next} />
    </SignInFrame>
  )
}
