import { VisibleText } from '#components/visible-text.tsx'
import { splitMasks } from './split-masks.ts'

interface EvidenceTextProps {
  readonly text: string
  /** Of the field whose value the text is; without it fields are found in the text. */
  readonly name?: string | null
}

/** Stored text: masks as bars with the name of their field, hidden characters written out. */
export function EvidenceText({ text, name = null }: EvidenceTextProps) {
  return splitMasks(text, name).map((part, index) => {
    switch (part.kind) {
      case 'text':
        return <VisibleText key={index} text={part.text} />
      case 'gone':
        return <Gone key={index} words={part.words} />
      case 'mask':
        return (
          <span
            key={index}
            title={`Masked before it was stored. Equal values carry the same mark: ${part.mark}`}
            className="inline-block rounded-xs bg-neutral px-2 text-[0.9em] leading-snug text-background select-none"
          >
            <span className="sr-only">masked </span>
            {part.name ?? 'secret'} <span aria-hidden>·</span> {part.mark.slice(0, 4)}
          </span>
        )
    }
  })
}

/** Something was here. It is drawn, never left out: `erased: 214 bytes`. */
export function Gone({ words }: { readonly words: string }) {
  return (
    <span
      title="It was recorded, and cannot be read any more. Its digest still stands in the record."
      className="inline-block rounded-xs border border-dashed border-neutral px-2 text-[0.9em] leading-snug text-muted-foreground select-none"
    >
      {words}
    </span>
  )
}
