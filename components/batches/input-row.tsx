import { useId } from 'react'
import { Input } from '#components/ui/input.tsx'
import { Label } from '#components/ui/label.tsx'
import type { InputSource } from '#lib/batches/mapping.ts'
import type { InputField } from '#lib/providers/contract.ts'
import { Choice } from './choice.tsx'

interface InputRowProps {
  readonly input: InputField
  readonly columns: readonly string[]
  readonly source: InputSource | null
  readonly onChange: (source: InputSource | null) => void
}

/** From where an input comes: a column, the same text for every row, or nowhere. */
export function InputRow({
  input: { label, required, secret = false },
  columns,
  source,
  onChange,
}: InputRowProps) {
  const id = useId()
  const isFixed = source !== null && 'value' in source
  const lacks = required && source === null
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Label htmlFor={id} className={`w-36 shrink-0 text-[13px] ${lacks ? 'text-warning' : ''}`}>
        <span>
          {label}
          {!required && <span className="font-normal text-muted-foreground"> optional</span>}
        </span>
      </Label>
      <Choice
        id={id}
        className="flex-1 basis-40"
        value={source === null ? '' : isFixed ? 'value' : String(source.column)}
        onChange={({ target: { value } }) =>
          onChange(value === '' ? null : value === 'value' ? { value: '' } : { column: Number(value) })
        }
      >
        <option value="">{required ? 'Missing: choose a column' : 'Not given'}</option>
        {columns.map((column, index) => (
          <option key={index} value={index}>
            {column}
          </option>
        ))}
        {!secret && <option value="value">The same for every row …</option>}
      </Choice>
      {isFixed && (
        <Input
          aria-label={`${label} of every row`}
          value={source.value}
          maxLength={200}
          className="h-8 flex-1 basis-32 text-[13px]"
          onChange={({ target }) => onChange({ value: target.value })}
        />
      )}
    </div>
  )
}
