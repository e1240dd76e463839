import type { EventView } from '#lib/audit/view.ts'
import { wordsByKind } from '#lib/audit/words.ts'

/** What was done, in words for staff; the kind itself when this desk does not know it. */
export function nameOfKind(kind: string): string {
  return new Map<string, string>(Object.entries(wordsByKind)).get(kind) ?? kind
}

/** Members that tell two events of a kind apart, the most telling first. */
const telling = [
  'capability',
  'status',
  'absence',
  'fault',
  'outcome',
  'way',
  'role',
  'origin',
  'fields',
  'method',
  'cause',
]

/** What stands beside the kind in a list: a word or two of what only this kind has. Empty when it has none. */
export function summarise({ members }: EventView): string {
  const filter = [...members].flatMap(([path, value]) =>
    path.startsWith('details.filter.') ? [`${path.slice('details.filter.'.length)}:${value}`] : [],
  )
  if (filter.length > 0) return filter.join(' ')
  for (const name of telling) {
    const value = members.get(`details.${name}`)
    if (value) return value.replaceAll('_', ' ')
  }
  return ''
}
