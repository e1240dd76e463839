import { wordsByState } from '#lib/evidence/words-by-state.ts'
import { scanJson } from '#lib/json/scan.ts'

const gone = Object.values(wordsByState).join('|')
const mark = new RegExp(`\\[(?:((?:${gone})(?:: \\d+ bytes?)?)|masked:([0-9a-f]{8}))\\]`, 'g')

export type EvidencePart =
  | { readonly kind: 'text'; readonly text: string }
  /** `mark` is the same wherever the same value was masked; `name` is null where no field names it. */
  | { readonly kind: 'mask'; readonly mark: string; readonly name: string | null }
  /** What was kept and cannot be read any more, in words: `erased: 214 bytes`. */
  | { readonly kind: 'gone'; readonly words: string }

/**
 * Splits stored text at its masks, and at what stands for bytes that are gone, each mask with the field it stands in. `name` names a text that is the value of one
 * field, such as a header; otherwise the text is read as JSON, as far as it is that.
 */
export function splitMasks(text: string, name: string | null = null): readonly EvidencePart[] {
  const masks = [...text.matchAll(mark)]
  if (masks.length === 0) return [{ kind: 'text', text }]
  const members = name === null ? scanJson(text).members : []
  const fieldAt = (index: number) =>
    members
      .filter(({ valueStart, valueEnd }) => valueStart <= index && index < valueEnd)
      // Of nested values the innermost begins last.
      .reduce<(typeof members)[number] | null>(
        (inner, member) => (inner === null || member.valueStart >= inner.valueStart ? member : inner),
        null,
      )?.name ?? null

  const parts: EvidencePart[] = []
  let from = 0
  for (const { 0: mask, 1: words, 2: value, index } of masks) {
    if (index > from) parts.push({ kind: 'text', text: text.slice(from, index) })
    parts.push(
      words === undefined
        ? { kind: 'mask', mark: value ?? '', name: name ?? fieldAt(index) }
        : { kind: 'gone', words },
    )
    from = index + mask.length
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) })
  return parts
}
