/** A field by which a list can be narrowed. */
export interface FilterField {
  /** In the URL. */
  readonly param: string
  /** Before the colon in the text: `status` in `status:pending`. */
  readonly word: string
  /** What it may be called as well. */
  readonly also?: readonly string[]
  readonly label: string
  /** What it can be; absent where anything can be typed. */
  readonly values?: readonly { readonly value: string; readonly label: string }[]
}

/** Values by parameter. What is not in it does not narrow. */
export type Filters = Readonly<Record<string, string>>

export type ParsedFilters =
  | { readonly ok: true; readonly filters: Filters }
  | { readonly ok: false; readonly problem: string }

/**
 * Reads `status:pending connection:gr8-main tx-1`. A word without a colon belongs to the field `bare`. Refuses
 * unknown fields, unknown values and a field named twice, so that a mistake never looks like an empty list.
 */
export function parseFilterText(text: string, fields: readonly FilterField[], bare: string): ParsedFilters {
  const filters: Record<string, string> = {}
  for (const term of text.match(/[^\s"]*"[^"]*"|\S+/g) ?? []) {
    if (/^-[a-z]+:/i.test(term))
      return { ok: false, problem: `Excluding is not possible yet: “${term}” begins with “-”.` }
    const { word, value } = splitTerm(term, fields, bare)
    const field = fields.find((candidate) => candidate.word === word || candidate.also?.includes(word))
    if (!field) {
      const words = fields.map((candidate) => candidate.word).join(', ')
      return { ok: false, problem: `There is no filter “${word}”. There are: ${words}.` }
    }
    if (value === '') return { ok: false, problem: `“${word}:” lacks a value.` }
    if (field.values && !field.values.some((known) => known.value === value)) {
      const values = field.values.map((known) => known.value).join(', ')
      return { ok: false, problem: `“${word}” cannot be “${value}”. It can be: ${values}.` }
    }
    if (field.param in filters) return { ok: false, problem: `“${word}” stands twice.` }
    filters[field.param] = value
  }
  return { ok: true, filters }
}

/** Writes filters as text, in the order of the fields. */
export function formatFilterText(filters: Filters, fields: readonly FilterField[]): string {
  return fields
    .flatMap(({ param, word }) => {
      const value = filters[param]
      return value === undefined ? [] : [`${word}:${/\s/.test(value) ? `"${value}"` : value}`]
    })
    .join(' ')
}

function splitTerm(term: string, fields: readonly FilterField[], bare: string) {
  const colon = term.indexOf(':')
  const word = term.slice(0, Math.max(colon, 0))
  // An id may hold a colon of its own; only letters before it name a field.
  if (colon > 0 && /^[a-z]+$/i.test(word))
    return { word: word.toLowerCase(), value: unquote(term.slice(colon + 1)) }
  const bareWord = fields.find(({ param }) => param === bare)?.word ?? bare
  return { word: bareWord, value: unquote(term) }
}

function unquote(value: string): string {
  return value.replaceAll('"', '')
}
