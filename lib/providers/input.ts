import { isJsonNumber, JsonNumber } from '#lib/json/number.ts'
import type { InputField, QuestionInput } from './contract.ts'
import { instantOfIso } from './instant.ts'
import { isDotSegment } from './path-segment.ts'

export interface InputIssue {
  /** The field's name, as in the question's `input`. */
  readonly field: string
  readonly message: string
}

export type ParsedInput =
  | { readonly ok: true; readonly input: QuestionInput }
  | { readonly ok: false; readonly issues: readonly InputIssue[] }

const longestText = 200
const largestInteger = 18446744073709551615n

/**
 * Checks the inputs of a question against an adapter's fields and gives them as text, digit for digit. Takes
 * text and `JsonNumber`; names every wrong, missing and unknown field at once. Empty optional inputs drop out.
 */
export function parseInput(
  fields: readonly InputField[],
  given: Readonly<Record<string, unknown>>,
): ParsedInput {
  const issues: InputIssue[] = []
  const input: Record<string, string> = {}
  for (const field of fields) {
    const value = written(given[field.name])
    if (value === null) {
      issues.push({ field: field.name, message: `${field.name} must be text or a number.` })
    } else if (value === '') {
      if (field.required) issues.push({ field: field.name, message: `${field.name} is required.` })
    } else {
      const message = complain(field, value)
      if (message === null) input[field.name] = value
      else issues.push({ field: field.name, message: `${field.name} ${message}` })
    }
  }
  for (const name of Object.keys(given)) {
    if (!fields.some((field) => field.name === name)) {
      issues.push({ field: name, message: `${name} is not an input of this connection.` })
    }
  }
  return issues.length > 0 ? { ok: false, issues } : { ok: true, input }
}

function written(value: unknown): string | null {
  if (value === undefined || value === null) return ''
  if (value instanceof JsonNumber) return value.text
  return typeof value === 'string' ? value : null
}

function complain(field: InputField, value: string): string | null {
  const longest = field.maxLength ?? longestText
  const length = Array.from(value).length
  if (length > longest) return `is ${length} characters long; at most ${longest} are allowed.`
  // Control characters and lone surrogates can stand neither in a header or a path nor in Postgres text.
  if (/\p{Cc}/u.test(value) || !value.isWellFormed()) return 'holds a control character.'
  if (value.trim() !== value) return 'begins or ends with a space.'
  if (field.pathSegment && isDotSegment(value)) return `cannot be "${value}": no URL can carry it.`
  switch (field.type) {
    case 'text':
      return null
    case 'integer':
      return isUnsignedInteger(value) ? null : 'must be a whole number from 0 to 18446744073709551615.'
    case 'decimal':
      return isJsonNumber(value) && !value.startsWith('-')
        ? null
        : 'must be a number that is not negative, such as 50.50.'
    case 'currency':
      return /^[A-Za-z0-9]{1,12}$/.test(value) ? null : 'must be 1 to 12 letters or digits, such as EUR.'
    case 'choice':
      return field.choices?.includes(value) ? null : `must be one of ${field.choices?.join(', ')}.`
    case 'instant':
      return instantOfIso(value)
        ? null
        : 'must be an ISO 8601 time with a zone, such as 2026-11-20T14:02:07Z.'
  }
}

function isUnsignedInteger(value: string): boolean {
  return /^(?:0|[1-9]\d{0,19})$/.test(value) && BigInt(value) <= largestInteger
}
