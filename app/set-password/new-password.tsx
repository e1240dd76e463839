'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { callAction } from '#components/desk/call-action.ts'
import { Button } from '#components/ui/button.tsx'
import { Field, FieldDescription, FieldError, FieldLabel } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import type { Problem } from '#lib/access/problem.ts'
import { setPassword } from './actions.ts'

interface NewPasswordProps {
  readonly secret: string
  /** For the browser's own keeper of passwords. */
  readonly email: string
}

/** The form by which a person sets their password. */
export function NewPassword({ secret, email }: NewPasswordProps) {
  const router = useRouter()
  const [password, setTyped] = useState('')
  const [shown, setShown] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [pending, setPending] = useState(false)
  const wrong = problem?.kind === 'invalid' ? (problem.fields['password'] ?? '') : ''

  async function submit(event: FormEvent) {
    event.preventDefault()
    setPending(true)
    const result = await callAction(() => setPassword({ secret, password }))
    setPending(false)
    if (result.ok) router.replace('/sign-in?done=password')
    else setProblem(result.problem)
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4">
      <input type="hidden" name="email" autoComplete="username" value={email} readOnly />
      <Field>
        <FieldLabel htmlFor="password">New password</FieldLabel>
        <Input
          id="password"
          name="password"
          type={shown ? 'text' : 'password'}
          autoComplete="new-password"
          autoCapitalize="off"
          spellCheck={false}
          required
          value={password}
          onChange={({ target }) => setTyped(target.value)}
          aria-invalid={wrong !== ''}
          aria-describedby="password-rule password-problem"
        />
        <FieldDescription id="password-rule">
          At least 12 characters. Several words are easier to remember than signs.
        </FieldDescription>
        <FieldError id="password-problem">{wrong}</FieldError>
      </Field>
      {problem !== null && problem.kind !== 'invalid' && (
        <FieldError role="alert">{problem.message}</FieldError>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" disabled={pending} className="flex-1">
          Set the password
        </Button>
        <Button type="button" variant="outline" aria-pressed={shown} onClick={() => setShown(!shown)}>
          {shown ? 'Hide' : 'Show'} it
        </Button>
      </div>
      <p className="text-xs leading-relaxed text-muted-foreground">
        You are signed out everywhere when it is set, and sign in with it then.
      </p>
    </form>
  )
}
