import { scanJson } from '#lib/json/scan.ts'

export type EvidencePart =
  | { readonly kind: 'text'; readonly text: string }
  /** `mark` is the same wherever the same value was masked; `name` is null where no field names it. */
  | { readonly kind: 'mask'; readonly mark: string; readonly name: string | null }

/**
 * Splits stored text at its masks, each with the field it stands in. `name` names a text that is the value of one
 * field, such as a header; otherwise the text is read as JSON, as far as it is that.
 */
export function splitMasks(text: string, name: string | null = null): readonly EvidencePart[] {
  const masks = [...text.matchAll(/\[masked:([0-9a-f]{8})\]/g)]
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
  for (const { 0: mask, 1: mark = '', index } of masks) {
    if (index > from) parts.push({ kind: 'text', text: text.slice(from, index) })
    parts.push({ kind: 'mask', mark, name: name ?? fieldAt(index) })
    from = index + mask.length
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) })
  return parts
}
