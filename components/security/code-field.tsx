import { useId } from 'react'
import { Field, FieldLabel } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'

interface CodeFieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly invalid: boolean
  /** Where a recovery code is of no use. */
  readonly digitsOnly?: boolean
}

/** A code of the authenticator app, which phones and password managers fill in. */
export function CodeField({ value, onChange, invalid, digitsOnly = false }: CodeFieldProps) {
  const id = useId()
  return (
    <Field>
      <FieldLabel htmlFor={id}>{digitsOnly ? 'Code' : 'Code, or a recovery code'}</FieldLabel>
      <Input
        id={id}
        autoComplete="one-time-code"
        autoCapitalize="off"
        spellCheck={false}
        inputMode={digitsOnly ? 'numeric' : 'text'}
        maxLength={30}
        value={value}
        onChange={({ target }) => onChange(target.value)}
        aria-invalid={invalid}
        className="font-mono"
      />
    </Field>
  )
}
