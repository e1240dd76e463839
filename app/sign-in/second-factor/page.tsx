import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SetUpFirst } from '#components/security/set-up-first.tsx'
import { ProveByPasskey } from '#components/security/prove-by-passkey.tsx'
import { ownRoute } from '#components/own-route.ts'
import { CopyListener } from '#components/shell/copy-listener.tsx'
import { ProblemState } from '#components/problem-state.tsx'
import { getAnySession } from '#lib/access/current-session.ts'
import { parseNextPath, signInPath } from '#lib/access/next-path.ts'
import { findRelyingParty } from '#lib/access/passkey/relying-party.ts'
import { settle } from '#lib/access/perform.ts'
import { readFactors } from '#lib/access/second-factor/store.ts'
import { addPasskey, beginPasskey, confirmOffer, offerAuthenticator } from '#app/(desk)/security/actions.ts'
import { signOut } from '#app/(desk)/actions.ts'
import { confirmPasswordWhileHeld } from '#app/sign-in/actions.ts'
import { SignInFrame } from '#app/sign-in/sign-in-frame.tsx'

export const metadata: Metadata = { title: 'Second factor' }

const actions = {
  addPasskey,
  beginPasskey,
  confirmOffer,
  offerAuthenticator,
  confirmPassword: confirmPasswordWhileHeld,
}

interface SecondFactorPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

/** Where two factors are wanted and one was given: before anything else, the other. */
export default async function SecondFactorPage({ searchParams }: SecondFactorPageProps) {
  const next = parseNextPath((await searchParams)['next'])
  const open = await settle(getAnySession)
  if (open.ok && !open.data) redirect(signInPath(next))
  if (open.ok && !open.data?.held) redirect(ownRoute(next))
  const factors = open.ok ? await settle(() => readFactors(open.data?.actor.id ?? '')) : open
  const hasPasskey = factors.ok && factors.data.passkeys > 0
  return (
    <SignInFrame
      title={hasPasskey ? 'Use your passkey' : 'Set up a second factor'}
      foot={
        <form action={signOut}>
          <button
            type="submit"
            className="rounded-sm text-link underline underline-offset-2 outline-none focus-visible:ring-[3px] focus-visible:ring-ring/50"
          >
            Sign out
          </button>
        </form>
      }
    >
      <CopyListener />
      {!factors.ok && <ProblemState problem={factors.problem} />}
      {factors.ok && hasPasskey && <ProveByPasskey next={next} />}
      {factors.ok && !hasPasskey && (
        <SetUpFirst next={next} passkeys={findRelyingParty() !== null} actions={actions} />
      )}
    </SignInFrame>
  )
}
