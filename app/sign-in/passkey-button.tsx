'use client'

import { Fingerprint, LoaderCircle } from 'lucide-react'
import { useState } from 'react'
import { callAction } from '#components/desk/call-action.ts'
import { signByPasskey } from '#components/security/use-passkey.ts'
import { Button } from '#components/ui/button.tsx'
import { beginPasskey, signInByPasskey } from './actions.ts'
import { ProblemAlert } from './problem-alert.tsx'

/** Signs in without address and password. */
export function PasskeyButton({ next }: { readonly next: string }) {
  const [problem, setProblem] = useState('')
  const [pending, setPending] = useState(false)

  async function run() {
    const begun = await callAction(() => beginPasskey())
    if (!begun.ok) return begun
    const signed = await signByPasskey(begun.data)
    return signed.ok ? callAction(() => signInByPasskey({ response: signed.data })) : signed
  }

  async function signIn() {
    setPending(true)
    setProblem('')
    const result = await run()
    // A whole page, so that nothing of who was here before is left in this one.
    if (result.ok) return window.location.assign(next)
    setPending(false)
    setProblem(result.problem.message)
  }

  return (
    <div className="flex flex-col gap-3">
      <Button type="button" variant="outline" disabled={pending} onClick={() => void signIn()}>
        {pending ? <LoaderCircle className="animate-spin" /> : <Fingerprint aria-hidden />}
        Sign in with a passkey
      </Button>
      {problem !== '' && <ProblemAlert message={problem} />}
    </div>
  )
}
