import { type ComponentProps, useId } from 'react'
import { Field, FieldError, FieldLabel } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'

interface TextFieldProps extends Omit<ComponentProps<typeof Input>, 'id' | 'value' | 'onChange'> {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly problem: string | undefined
}

/** A line of text with its label and what is wrong with it. */
export function TextField({ label, value, onChange, problem, ...props }: TextFieldProps) {
  const id = useId()
  return (
    <Field>
      <FieldLabel htmlFor={id}>{label}</FieldLabel>
      <Input
        autoComplete="off"
        {...props}
        id={id}
        value={value}
        onChange={({ target }) => onChange(target.value)}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-problem`}
      />
      <FieldError id={`${id}-problem`}>{problem}</FieldError>
    </Field>
  )
}
