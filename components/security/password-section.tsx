'use client'

import { KeyRound } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { toast } from 'sonner'
import { useConfirmed } from '#components/access/use-confirmed.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field, FieldError, FieldLabel } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import type { Problem } from '#lib/access/problem.ts'
import { Section } from './section.tsx'
import type { SecurityActions } from './security-actions.ts'

interface PasswordSectionProps {
  /** Not who comes by the operator's own sign-in service alone. */
  readonly has: boolean
  readonly actions: SecurityActions
}

/** Another password. */
export function PasswordSection({ has, actions }: PasswordSectionProps) {
  const confirmed = useConfirmed(actions.confirmPassword)
  const [present, setPresent] = useState('')
  const [wanted, setWanted] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [pending, setPending] = useState(false)
  const fields = problem?.kind === 'invalid' ? problem.fields : {}

  async function submit(event: FormEvent) {
    event.preventDefault()
    setPending(true)
    const result = await confirmed.call(() => actions.changePassword({ present, wanted }))
    setPending(false)
    setProblem(result.ok ? null : result.problem)
    if (!result.ok) return
    setPresent('')
    setWanted('')
    toast.success('Password changed', { description: 'Your other sessions have ended.' })
  }

  return (
    <Section
      id="password"
      icon={KeyRound}
      title="Password"
      about={
        has
          ? 'At least twelve characters. Changing it ends your other sessions.'
          : 'You have none: you come by another way.'
      }
    >
      {has && (
        <form onSubmit={(event) => void submit(event)} noValidate className="flex max-w-sm flex-col gap-4">
          <Field>
            <FieldLabel htmlFor="present">Present password</FieldLabel>
            <Input
              id="present"
              type="password"
              autoComplete="current-password"
              value={present}
              onChange={({ target }) => setPresent(target.value)}
              aria-invalid={'present' in fields}
              aria-describedby="present-problem"
            />
            <FieldError id="present-problem">{fields['present']}</FieldError>
          </Field>
          <Field>
            <FieldLabel htmlFor="wanted">New password</FieldLabel>
            <Input
              id="wanted"
              type="password"
              autoComplete="new-password"
              value={wanted}
              onChange={({ target }) => setWanted(target.value)}
              aria-invalid={'wanted' in fields}
              aria-describedby="wanted-problem"
            />
            <FieldError id="wanted-problem">{fields['wanted']}</FieldError>
          </Field>
          {problem !== null && problem.kind !== 'invalid' && (
            <FieldError role="alert">{problem.message}</FieldError>
          )}
          <Button type="submit" variant="outline" size="sm" className="self-start" disabled={pending}>
            Change the password
          </Button>
        </form>
      )}
      {confirmed.dialog}
    </Section>
  )
}
