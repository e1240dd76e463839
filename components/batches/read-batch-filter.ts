import { z } from 'zod'
import { listGiven, nameUnknown, type SearchParams } from '#components/lookups/read-filter.ts'
import { parseInput } from '#lib/access/parse-input.ts'
import { type ItemFilter, itemFilter } from '#lib/batches/items.ts'
import { type BatchFilter, batchFilter } from '#lib/batches/list.ts'

/** What the query of the list asks for. Throws an `invalid` problem that names every wrong and every unknown word. */
export function readBatchFilter(params: SearchParams): BatchFilter {
  return parseInput(z.strictObject(batchFilter.shape, nameUnknown(batchFilter.shape)), listGiven(params))
}

/** What the query of a batch's page asks of its rows. */
export function readItemFilter({ totals: _, ...params }: SearchParams): ItemFilter {
  return parseInput(z.strictObject(itemFilter.shape, nameUnknown(itemFilter.shape)), listGiven(params))
}
