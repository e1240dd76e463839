import { z } from 'zod'
import type { Zone } from '#components/format-time.ts'
import { parseInput } from '#lib/access/parse-input.ts'
import { type LookupFilter, lookupFilter } from '#lib/lookups/list.ts'
import { readMoment } from './read-moment.ts'

/** As Next gives the query of a page. */
export type SearchParams = Readonly<Record<string, string | readonly string[] | undefined>>

/**
 * The filter that the query of the page asks for, days and times read in the zone of whoever looks. Throws an
 * `invalid` problem that names every wrong and every unknown word.
 */
export function readFilter(params: SearchParams, zone: Zone): LookupFilter {
  const { shape } = lookupFilter
  return parseInput(z.strictObject({ ...shape, ...period(zone) }, nameUnknown(shape)), listGiven(params))
}

/** What of a query narrows a list. */
export function listGiven(params: SearchParams) {
  return Object.fromEntries(Object.entries(params).filter(([name, value]) => name !== 'peek' && value !== ''))
}

/** `from` and `to` as people write them, read in a zone. */
export function period(zone: Zone) {
  const moment = (edge: 'from' | 'to') =>
    z
      .string('must stand once')
      .transform((text, context) => {
        const at = readMoment(text, zone, edge)
        if (at) return at.toISOString()
        context.addIssue({ code: 'custom', message: howToWrite })
        return z.NEVER
      })
      .optional()
  return { from: moment('from'), to: moment('to') }
}

const howToWrite = 'must be a day such as 2026-11-01, or a time such as 2026-11-01T14:00'

/** Says which filters there are to who names one that there is not. */
export function nameUnknown(shape: Readonly<Record<string, unknown>>) {
  return {
    error: (issue: z.core.$ZodRawIssue) => {
      if (issue.code !== 'unrecognized_keys') return undefined
      const names = issue.keys.map((key) => `“${key}”`).join(', ')
      return `There is no filter ${names}; there are ${Object.keys(shape).join(', ')}`
    },
  }
}
