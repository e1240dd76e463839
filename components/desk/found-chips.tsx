import { VisibleText } from '#components/visible-text.tsx'
import type { FoundField } from './found-fields.ts'

/** What was understood of the paste, field by field. Secrets show that they are there, and no more. */
export function FoundChips({ fields }: { readonly fields: readonly FoundField[] }) {
  if (fields.length === 0) return null
  return (
    <ul aria-label="Found in what you pasted" className="flex flex-wrap gap-1.5">
      {fields.map(({ label, value, secret }) => (
        <li
          key={`${label} ${value}`}
          className="inline-flex h-6 max-w-full min-w-0 items-center gap-1.5 rounded-md border bg-muted/50 px-2 text-xs"
        >
          <span className="shrink-0 text-muted-foreground">{label}</span>
          {secret ? (
            <span title="Masked before it is stored">
              <span aria-hidden>••••••</span>
              <span className="sr-only">hidden</span>
            </span>
          ) : (
            <span className="min-w-0 truncate font-mono" title={value}>
              <VisibleText text={value} />
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
