'use client'

import { History, Link2 } from 'lucide-react'
import { useState } from 'react'
import { Field, FieldDescription, FieldError, FieldLabel } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#components/ui/select.tsx'
import { useHydrated } from '#components/use-hydrated.ts'
import type { InputField } from '#lib/providers/contract.ts'
import type { FieldPlan } from './plan.ts'

interface QuestionFieldProps {
  readonly id: string
  readonly plan: Omit<FieldPlan, 'refused'>
  /** Faults are told from now on, also of what was never touched. */
  readonly tried: boolean
  /** The server's own word on it. */
  readonly refusal: string | null
  readonly onChange: (value: string) => void
}

/** One input of a question, as its adapter describes it. */
export function QuestionField({ id, plan, tried, refusal, onChange }: QuestionFieldProps) {
  const { field, value, problem, source } = plan
  const [left, setLeft] = useState(false)
  const isHydrated = useHydrated()
  // A pasted value is not still being typed.
  const told = tried || (value !== '' && (left || source === 'paste'))
  const complaint = refusal ?? (told ? problem : null)
  const described = [field.hint && `${id}-hint`, origin(source) && `${id}-origin`, complaint && `${id}-error`]
  const common = {
    id,
    'aria-invalid': complaint !== null,
    'aria-required': field.required,
    'aria-describedby': described.filter(Boolean).join(' ') || undefined,
  }
  const Origin = source === 'earlier' ? History : Link2
  return (
    <Field>
      <FieldLabel htmlFor={id}>
        {field.label}
        {!field.required && <span className="font-normal text-muted-foreground">optional</span>}
      </FieldLabel>
      {field.choices && isHydrated ? (
        <Select value={value} onValueChange={onChange}>
          <SelectTrigger {...common}>
            <SelectValue placeholder="Choose" />
          </SelectTrigger>
          <SelectContent>
            {field.choices.map((choice) => (
              <SelectItem key={choice} value={choice}>
                {choice}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      ) : (
        <Input
          {...common}
          // No maxlength: it would cut a pasted id short without a word. Its length is checked and told.
          type={field.secret ? 'password' : 'text'}
          inputMode={keyboardByType[field.type]}
          placeholder={placeholderByType[field.type]}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={value}
          onChange={({ target }) => onChange(target.value)}
          onBlur={() => setLeft(true)}
          className="scroll-mb-28 font-mono placeholder:font-sans"
        />
      )}
      {complaint !== null && <FieldError id={`${id}-error`}>{complaint}</FieldError>}
      {origin(source) && (
        <p id={`${id}-origin`} className="inline-flex items-center gap-1 text-xs text-info">
          <Origin aria-hidden className="size-3 shrink-0" />
          {origin(source)}
        </p>
      )}
      {field.hint && (
        <FieldDescription id={`${id}-hint`} className="text-xs">
          {field.hint}
        </FieldDescription>
      )}
    </Field>
  )
}

function origin(source: FieldPlan['source']): string | null {
  if (source === 'earlier') return 'from an earlier look-up'
  return source === 'shared' ? 'as given for another connection' : null
}

const keyboardByType: Record<InputField['type'], 'text' | 'numeric' | 'decimal'> = {
  text: 'text',
  integer: 'numeric',
  decimal: 'decimal',
  currency: 'text',
  choice: 'text',
  instant: 'text',
}

const placeholderByType: Record<InputField['type'], string | undefined> = {
  text: undefined,
  integer: undefined,
  decimal: '50.50',
  currency: 'EUR',
  choice: undefined,
  instant: '2026-11-20T14:02:07Z',
}
