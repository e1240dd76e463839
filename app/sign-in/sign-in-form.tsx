'use client'

import { LoaderCircle } from 'lucide-react'
import { type ReactNode, useActionState, useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field, FieldError, FieldLabel } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { signIn } from './actions.ts'
import { ProblemAlert } from './problem-alert.tsx'

export interface DemoSignIn {
  readonly role: string
  readonly email: string
  readonly password: string
}

interface SignInFormProps {
  readonly next: string
  /** None but in a trial. */
  readonly demo: readonly DemoSignIn[]
  /** Other ways in. */
  readonly children: ReactNode
}

export function SignInForm({ next, demo, children }: SignInFormProps) {
  const [{ problem, email }, submit, pending] = useActionState(signIn, { problem: null, email: '' })
  const form = useRef<HTMLFormElement>(null)
  const fields = problem?.kind === 'invalid' ? problem.fields : {}

  function signInAs(person: DemoSignIn) {
    const address = form.current?.elements.namedItem('email')
    const password = form.current?.elements.namedItem('password')
    if (address instanceof HTMLInputElement) address.value = person.email
    if (password instanceof HTMLInputElement) password.value = person.password
    form.current?.requestSubmit()
  }

  return (
    <>
      <form ref={form} action={submit} noValidate className="flex flex-col gap-4">
        <input type="hidden" name="next" value={next} />
        {problem !== null && problem.kind !== 'invalid' && <ProblemAlert message={problem.message} />}
        <Field>
          <FieldLabel htmlFor="email">E-mail</FieldLabel>
          <Input
            id="email"
            name="email"
            type="email"
            autoComplete="username"
            autoCapitalize="off"
            spellCheck={false}
            required
            defaultValue={email}
            aria-invalid={'email' in fields}
            aria-describedby="email-problem"
          />
          <FieldError id="email-problem">{fields['email']}</FieldError>
        </Field>
        <Field>
          <FieldLabel htmlFor="password">Password</FieldLabel>
          <Input
            id="password"
            name="password"
            type="password"
            autoComplete="current-password"
            required
            aria-invalid={'password' in fields}
            aria-describedby="password-problem"
          />
          <FieldError id="password-problem">{fields['password']}</FieldError>
        </Field>
        <Button type="submit" disabled={pending}>
          {pending && <LoaderCircle className="animate-spin" />}
          {pending ? 'Signing in…' : 'Sign in'}
        </Button>
      </form>
      {children}
      {demo.length > 0 && (
        <section aria-labelledby="demo-heading" className="flex flex-col gap-2 border-t pt-4">
          <h2 id="demo-heading" className="text-xs font-medium">
            Demo sign-ins
          </h2>
          <ul className="grid grid-cols-2 gap-2">
            {demo.map((person) => (
              <li key={person.email}>
                <button
                  type="button"
                  disabled={pending}
                  onClick={() => signInAs(person)}
                  className="flex w-full flex-col rounded-md border bg-card px-2.5 py-1.5 text-left shadow-xs outline-none hover:bg-accent focus-visible:ring-[3px] focus-visible:ring-ring/50"
                >
                  <span className="text-[13px] font-medium capitalize">{person.role}</span>
                  <span className="truncate font-mono text-[11px] text-muted-foreground">{person.email}</span>
                </button>
              </li>
            ))}
          </ul>
          <p className="text-xs text-muted-foreground">
            Each with <code className="font-mono">{demo[0]?.password}</code>, on this machine only.
          </p>
        </section>
      )}
    </>
  )
}
