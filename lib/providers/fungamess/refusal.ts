import { isJsonObject, type JsonObject, type JsonValue } from '#lib/json/value.ts'

/** Why a whole call was refused. */
export interface Refusal {
  /** The vendor's words, those of several places joined. */
  readonly text: string | null
  /** Whether `errors` names a field of the request, and so our input. */
  readonly namesField: boolean
  /** The rows it names, counted from 0 in the call, each with the words about it. */
  readonly rows: ReadonlyMap<number, string | null>
}

/**
 * Reads `errors` and `errorDesc` of a refusal. FUNGAMESS, Example of an unsuccessful response: `errors.error` is
 * "The transactions.0.userId field is required". Field names as members of `errors` are read as well.
 */
export function readRefusal(body: JsonObject): Refusal {
  const description = textsOf(body.errorDesc ?? null)
  const words = wordsOf(body.errors ?? null)
  const textsByRow = new Map<number, string[]>()
  for (const { name, text } of words) {
    for (const [, index = ''] of `${name} ${text}`.matchAll(/\btransactions\.(\d{1,6})\b/g)) {
      textsByRow.set(Number(index), [...(textsByRow.get(Number(index)) ?? []), text])
    }
  }
  const namesField = words.some(({ name, text }) =>
    /\btransactions\.\w|\btransactions field\b|\b(?:userId|transactionId|gameId)\b/.test(`${name} ${text}`),
  )
  return {
    text: joined([...description, ...words.map(({ text }) => text)]),
    namesField,
    rows: new Map([...textsByRow].map(([index, texts]) => [index, joined([...description, ...texts])])),
  }
}

interface Words {
  /** The member of `errors` under which they stand; empty for `errors` itself. */
  readonly name: string
  readonly text: string
}

function wordsOf(errors: JsonValue): Words[] {
  if (!isJsonObject(errors)) return textsOf(errors).map((text) => ({ name: '', text }))
  return Object.entries(errors).flatMap(([name, value]) => textsOf(value).map((text) => ({ name, text })))
}

function textsOf(value: JsonValue): string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

function joined(texts: readonly string[]): string | null {
  const said = new Set(texts.filter((text) => text !== ''))
  return said.size === 0 ? null : [...said].join('; ')
}
