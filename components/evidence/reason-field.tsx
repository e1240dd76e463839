import { useId } from 'react'
import { Field, FieldError, FieldLabel } from '#components/ui/field.tsx'
import { Textarea } from '#components/ui/textarea.tsx'

interface ReasonFieldProps {
  readonly value: string
  readonly onChange: (reason: string) => void
  readonly problem: string | undefined
}

/** Why, in words that are kept in the record. */
export function ReasonField({ value, onChange, problem }: ReasonFieldProps) {
  const id = useId()
  return (
    <Field>
      <FieldLabel htmlFor={id}>Reason</FieldLabel>
      <Textarea
        id={id}
        value={value}
        maxLength={500}
        placeholder="Ticket, letter or case it follows from"
        onChange={({ target }) => onChange(target.value)}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-problem`}
      />
      <FieldError id={`${id}-problem`}>{problem}</FieldError>
    </Field>
  )
}
