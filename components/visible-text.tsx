import { splitVisible } from './split-visible.ts'

/** Outside text as text nodes, with control and bidirectional characters written out instead of obeyed. */
export function VisibleText({ text }: { readonly text: string }) {
  const parts = splitVisible(text)
  if (parts.length === 1 && !parts[0]?.hidden) return text
  return parts.map(({ text: part, hidden }, index) =>
    hidden ? (
      <span key={index} className="rounded-xs bg-warning-soft px-0.5 font-mono text-[0.85em] text-warning">
        {part}
      </span>
    ) : (
      part
    ),
  )
}
