'use client'

import { LoaderCircle } from 'lucide-react'
import { useActionState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field, FieldDescription, FieldError, FieldLabel } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { giveCode } from './actions.ts'
import { ProblemAlert } from './problem-alert.tsx'

/** Asks for the code of the authenticator app, or for a recovery code. */
export function CodeForm({ next }: { readonly next: string }) {
  const [{ problem }, submit, pending] = useActionState(giveCode, { problem: null })
  const wrong = problem?.kind === 'invalid' ? problem.fields['code'] : undefined
  return (
    <form action={submit} noValidate className="flex flex-col gap-4">
      <input type="hidden" name="next" value={next} />
      {problem !== null && problem.kind !== 'invalid' && <ProblemAlert message={problem.message} />}
      <Field>
        <FieldLabel htmlFor="code">Code</FieldLabel>
        <Input
          id="code"
          name="code"
          autoComplete="one-time-code"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={30}
          required
          aria-invalid={wrong !== undefined}
          aria-describedby="code-problem code-about"
          className="font-mono"
        />
        <FieldError id="code-problem">{wrong}</FieldError>
        <FieldDescription id="code-about">
          Six digits from your authenticator app, or one of your recovery codes.
        </FieldDescription>
      </Field>
      <Button type="submit" disabled={pending}>
        {pending && <LoaderCircle className="animate-spin" />}
        {pending ? 'Signing in…' : 'Sign in'}
      </Button>
    </form>
  )
}
