'use client'

import { LoaderCircle, TriangleAlert } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { callAction } from '#components/desk/call-action.ts'
import { Alert, AlertDescription } from '#components/ui/alert.tsx'
import type { ActionResult } from '#lib/access/perform.ts'
import { readLink } from './actions.ts'
import { NewPassword } from './new-password.tsx'
import { SignInOnce } from './sign-in-once.tsx'
import { useLinkSecret } from './use-link-secret.ts'

type Whose = Extract<Awaited<ReturnType<typeof readLink>>, { readonly ok: true }>['data']

/** Whom the link is for, once it is known, and what it does for them. */
export function SetPassword() {
  const secret = useLinkSecret()
  const [read, setRead] = useState<{ readonly of: string; readonly whose: ActionResult<Whose> } | null>(null)

  // Only the browser knows the secret, so that the page cannot come with what it says.
  useEffect(() => {
    if (!secret) return
    void callAction(() => readLink({ secret })).then((whose) => setRead({ of: secret, whose }))
  }, [secret])

  if (secret === '') return <Dead message="This address is not whole: what stands behind the # is missing." />
  if (secret === null || read?.of !== secret) {
    return (
      <Card title="One moment">
        <p role="status" className="flex items-center gap-2 text-[13px] text-muted-foreground">
          <LoaderCircle aria-hidden className="size-4 animate-spin" /> Looking for whom the link is.
        </p>
      </Card>
    )
  }
  if (!read.whose.ok) return <Dead message={read.whose.problem.message} />
  const { name, email, purpose } = read.whose.data
  return (
    <Card title={purpose === 'set_password' ? 'Set your password' : 'Sign in'}>
      <p className="text-[13px] text-muted-foreground">
        For <span className="font-medium text-foreground">{name}</span>, {email}.
      </p>
      {purpose === 'set_password' ? (
        <NewPassword secret={secret} email={email} />
      ) : (
        <SignInOnce secret={secret} />
      )}
    </Card>
  )
}

function Dead({ message }: { readonly message: string }) {
  return (
    <Card title="Nothing to set here">
      <Alert variant="destructive">
        <TriangleAlert aria-hidden />
        <AlertDescription>{message}</AlertDescription>
      </Alert>
    </Card>
  )
}

function Card({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="flex flex-col gap-4 rounded-xl border bg-card p-5 shadow-xs">
      <h1 className="text-base font-semibold">{title}</h1>
      {children}
    </div>
  )
}
