import type { InputField } from '#lib/providers/contract.ts'

/** What a question to a connection consists of, under the provider's own names. */
export function InputList({ inputs }: { readonly inputs: readonly InputField[] }) {
  return (
    <ul className="divide-y rounded-lg border">
      {inputs.map(({ name, label, required, hint, ...field }) => (
        <li key={name} className="flex flex-col gap-0.5 px-3 py-2 text-[13px]">
          <span className="flex flex-wrap items-baseline gap-x-2">
            <span className="font-medium">{label}</span>
            <code className="font-mono text-xs text-muted-foreground">{name}</code>
            <span className="ml-auto text-xs text-muted-foreground">
              {required ? 'required' : 'optional'}
            </span>
          </span>
          <span className="text-xs text-muted-foreground">
            {[describeType(field), field.secret && 'masked before it is stored', hint]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  )
}

function describeType({
  type,
  maxLength,
  choices,
}: Pick<InputField, 'type' | 'maxLength' | 'choices'>): string {
  const longest = maxLength === undefined ? '' : `, at most ${maxLength} characters`
  if (choices) return `one of ${choices.join(', ')}`
  return `${wordsByType[type]}${longest}`
}

const wordsByType: Record<InputField['type'], string> = {
  text: 'text',
  integer: 'a whole number',
  decimal: 'a decimal number',
  currency: 'a currency code',
  choice: 'a choice',
  instant: 'a time in ISO 8601',
}
