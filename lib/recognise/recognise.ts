import type { Adapter } from '#lib/providers/contract.ts'
import { extractJsonRecords, type FoundRecord } from './extract-json.ts'
import { extractCalls } from './extract-url.ts'

/** What a pasted text holds. */
export interface Recognised {
  readonly kind: 'nothing' | 'id' | 'list' | 'json' | 'call'
  /** A record for each transaction. A bare id stands under `transactionId`. */
  readonly records: readonly FoundRecord[]
  /** Providers whose calls were pasted. */
  readonly providers: readonly string[]
}

/** Longer texts are a file, which belongs into a batch. */
export const longestPaste = 200_000

/** Makes records of a pasted id, list of ids, JSON body, or provider's request, whatever stands around them. */
export function recognise(text: string, adapters: readonly Adapter[]): Recognised {
  const trimmed = text.trim()
  if (trimmed === '') return { kind: 'nothing', records: [], providers: [] }
  const paths = adapters.map(({ key, path }) => ({ provider: key, path }))
  const calls = extractCalls(trimmed, paths)
  const providers = [...new Set(calls.map(({ provider }) => provider))]
  const records = extractJsonRecords(trimmed)
  if (records.length > 0) return { kind: 'json', records, providers }
  if (calls.length > 0) {
    const found = calls.map(({ record }) => record).filter((record) => Object.keys(record).length > 0)
    return { kind: 'call', records: found, providers }
  }
  return recogniseIds(trimmed)
}

/** Ids stand alone or one to a line, or are separated by commas, semicolons or spaces. */
function recogniseIds(text: string): Recognised {
  const words = text
    .split(/[\s,;]+/)
    .map(stripQuotes)
    .filter((word) => word !== '')
  const ids = [...new Set(words)]
  const kind = ids.length > 1 ? 'list' : 'id'
  return { kind, records: ids.map((transactionId) => ({ transactionId })), providers: [] }
}

function stripQuotes(word: string): string {
  return word.replace(/^["'`]+|["'`]+$/g, '')
}
