import { VisibleText } from '#components/visible-text.tsx'
import { splitMasks } from './split-masks.ts'

interface EvidenceTextProps {
  readonly text: string
  /** Of the field whose value the text is; without it fields are found in the text. */
  readonly name?: string | null
}

/** Stored text: masks as bars with the name of their field, hidden characters written out. */
export function EvidenceText({ text, name = null }: EvidenceTextProps) {
  return splitMasks(text, name).map((part, index) =>
    part.kind === 'text' ? (
      <VisibleText key={index} text={part.text} />
    ) : (
      <span
        key={index}
        title={`Masked before it was stored. Equal values carry the same mark: ${part.mark}`}
        className="inline-block rounded-xs bg-neutral px-2 text-[0.9em] leading-snug text-background select-none"
      >
        <span className="sr-only">masked </span>
        {part.name ?? 'secret'} <span aria-hidden>·</span> {part.mark.slice(0, 4)}
      </span>
    ),
  )
}
