import { storableText } from '#lib/json/storable.ts'
import type { EventValue } from './describe.ts'

/** Longer than any id or sentence that is meant to be recorded; the columns made from them are indexed. */
export const longestText = 500

/**
 * Canonical JSON (RFC 8785) of a value without numbers: members sorted by UTF-16 code units, no white space,
 * strings escaped as JSON.stringify does (RFC 8785, section 3.2.2.2).
 */
export function canonicalJson(value: EventValue): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return JSON.stringify(storableText(value, longestText))
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  // Without a function to compare by, names are sorted by UTF-16 code units.
  const names = Object.keys(value).toSorted()
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name] ?? null)}`).join(',')}}`
}

function isList(value: EventValue): value is readonly string[] {
  return Array.isArray(value)
}
