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
  const given = Object.entries(params).filter(([name, value]) => name !== 'peek' && value !== '')
  return parseInput(screenFilter(zone), Object.fromEntries(given))
}

function screenFilter(zone: Zone) {
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
  return z.strictObject(
    { ...lookupFilter.shape, from: moment('from'), to: moment('to') },
    { error: nameUnknown },
  )
}

const howToWrite = 'must be a day such as 2026-11-01, or a time such as 2026-11-01T14:00'

function nameUnknown(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code !== 'unrecognized_keys') return undefined
  const names = issue.keys.map((key) => `“${key}”`).join(', ')
  return `There is no filter ${names}; there are ${Object.keys(lookupFilter.shape).join(', ')}`
}
