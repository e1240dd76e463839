import { z } from 'zod'
import type { Zone } from '#components/format-time.ts'
import { listGiven, nameUnknown, period, type SearchParams } from '#components/lookups/read-filter.ts'
import { parseInput } from '#lib/access/parse-input.ts'
import { type AuditFilter, auditFilter } from '#lib/audit/filter.ts'

/**
 * The filter that the query of the page asks for, days and times read in the zone of whoever looks. Throws an
 * `invalid` problem that names every wrong and every unknown word.
 */
export function readAuditFilter(params: SearchParams, zone: Zone): AuditFilter {
  const { shape } = auditFilter
  return parseInput(z.strictObject({ ...shape, ...period(zone) }, nameUnknown(shape)), listGiven(params))
}
