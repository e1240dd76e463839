'use client'

import { KeyRound } from 'lucide-react'
import { toast } from 'sonner'
import { TextField } from '#components/form/text-field.tsx'
import { useForm } from '#components/form/use-form.ts'
import { Button } from '#components/ui/button.tsx'
import { FieldError } from '#components/ui/field.tsx'
import { Section } from './section.tsx'
import type { SecurityActions } from './security-actions.ts'

interface PasswordSectionProps {
  /** Not who comes by the operator's own sign-in service alone. */
  readonly has: boolean
  readonly actions: SecurityActions
}

/** Another password. */
export function PasswordSection({ has, actions }: PasswordSectionProps) {
  const { values, change, fields, problem, pending, submit, reset, confirming } = useForm({
    blank: { present: '', wanted: '' },
    act: actions.changePassword,
    confirmPassword: actions.confirmPassword,
    onDone: () => {
      reset()
      toast.success('Password changed', { description: 'Your other sessions have ended.' })
    },
  })

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
        <form onSubmit={submit} noValidate className="flex max-w-sm flex-col gap-4">
          <TextField
            label="Present password"
            type="password"
            autoComplete="current-password"
            value={values.present}
            onChange={(present) => change({ present })}
            problem={fields['present']}
          />
          <TextField
            label="New password"
            type="password"
            autoComplete="new-password"
            value={values.wanted}
            onChange={(wanted) => change({ wanted })}
            problem={fields['wanted']}
          />
          <FieldError role="alert">{problem}</FieldError>
          <Button type="submit" variant="outline" size="sm" className="self-start" disabled={pending}>
            Change the password
          </Button>
        </form>
      )}
      {confirming}
    </Section>
  )
}
