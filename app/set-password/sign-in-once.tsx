'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { callAction } from '#components/desk/call-action.ts'
import { ownRoute } from '#components/own-route.ts'
import { Button } from '#components/ui/button.tsx'
import { FieldError } from '#components/ui/field.tsx'
import { signInByLink } from './actions.ts'

/** The button by which a link made on the command line signs in. Opening the link alone does not use it up. */
export function SignInOnce({ secret }: { readonly secret: string }) {
  const router = useRouter()
  const [problem, setProblem] = useState('')
  const [pending, setPending] = useState(false)

  async function enter() {
    setPending(true)
    const result = await callAction(() => signInByLink({ secret }))
    setPending(false)
    if (result.ok) router.replace(ownRoute(result.data))
    else setProblem(result.problem.message)
  }

  return (
    <>
      <Button disabled={pending} onClick={() => void enter()}>
        Sign in
      </Button>
      {problem !== '' && <FieldError role="alert">{problem}</FieldError>}
      <p className="text-xs leading-relaxed text-muted-foreground">
        This works once. What you do is recorded with your name.
      </p>
    </>
  )
}
