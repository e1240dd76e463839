import { z } from 'zod'
import { listGiven, nameUnknown, type SearchParams } from '#components/lookups/read-filter.ts'
import { parseInput } from '#lib/access/parse-input.ts'
import { type PendingFilter, pendingFilter } from '#lib/pending/filter.ts'

/** What the query of the page asks for. Throws an `invalid` problem that names every wrong and every unknown word. */
export function readPendingFilter(params: SearchParams): PendingFilter {
  const { shape } = pendingFilter
  return parseInput(z.strictObject(shape, nameUnknown(shape)), listGiven(params))
}
