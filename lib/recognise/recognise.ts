import type { Adapter } from '#lib/providers/contract.ts'
import { extractJson, type FoundRecord } from './extract-json.ts'
import { extractIds } from './extract-ids.ts'
import { extractCalls } from './extract-url.ts'

/** What a pasted text holds. */
export interface Recognised {
  readonly kind: 'nothing' | 'id' | 'list' | 'json' | 'call'
  /** A record for each transaction. A bare id stands under `transactionId`. */
  readonly records: readonly FoundRecord[]
  /** Providers whose calls were pasted. */
  readonly providers: readonly string[]
  /** Why nothing was made of a text, as a sentence; null for white space. Only with `nothing`. */
  readonly problem: string | null
}

/** Longer texts are a file, which belongs into a batch. */
export const longestPaste = 200_000

/**
 * Makes records of a pasted id, list of ids, JSON body, or provider's request, whatever stands around them. Words
 * and broken JSON are nobody's ids: nothing is made of them, and `problem` says so.
 */
export function recognise(text: string, adapters: readonly Adapter[]): Recognised {
  const trimmed = text.trim()
  if (trimmed === '') return nothing(null)
  const paths = adapters.map(({ key, path }) => ({ provider: key, path }))
  const calls = extractCalls(trimmed, paths)
  const providers = [...new Set(calls.map(({ provider }) => provider))]
  const { records, broken } = extractJson(trimmed)
  if (broken !== null) return nothing(`This JSON cannot be read. ${broken}`)
  if (records.length > 0) return { kind: 'json', records, providers, problem: null }
  if (calls.length > 0) {
    const found = calls.map(({ record }) => record).filter((record) => Object.keys(record).length > 0)
    return { kind: 'call', records: found, providers, problem: null }
  }
  if (/^[{[]/.test(trimmed)) return nothing('No named value found between these brackets.')
  const ids = extractIds(trimmed)
  if (ids.length === 0) return nothing('No transaction id found.')
  return {
    kind: ids.length > 1 ? 'list' : 'id',
    records: ids.map((transactionId) => ({ transactionId })),
    providers: [],
    problem: null,
  }
}

function nothing(problem: string | null): Recognised {
  return { kind: 'nothing', records: [], providers: [], problem }
}
