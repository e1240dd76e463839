import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { type LookupFilter, lookupFilter, reachOf } from '#lib/lookups/list.ts'
import { type FoundQuestion, readFoundLookups } from './found-store.ts'
import { type Outlive, receiveFound } from './receive-found.ts'

/** The whole of a filter, from whatever page of its list it comes. */
export const checkLookupsInput = lookupFilter.omit({ cursor: true })

/**
 * Makes a batch of the look-ups that a filter finds, the newest first: what was asked, to be asked again. Secret inputs
 * are kept by nobody, so a row that needs one is invalid. Gives the id at once. Throws `denied` problems.
 */
export async function receiveLookups(
  actor: Actor,
  filter: LookupFilter,
  outlive: Outlive,
): Promise<{ readonly id: string }> {
  await assertCan(actor, 'batch.run')
  await assertCan(actor, reachOf(actor, filter))
  const list = {
    kind: 'lookups',
    filter: Object.fromEntries(
      Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : [])),
    ),
    saidColumns: ['status_before', 'asked_before_utc', 'asked_before_by'],
    pages: readPages(actor, filter),
    none: 'This filter finds no look-up.',
  } as const
  return receiveFound(actor, list, outlive)
}

const pageSize = 1000

async function* readPages(actor: Actor, filter: LookupFilter): AsyncGenerator<readonly FoundQuestion[]> {
  let cursor = filter.cursor
  do {
    const page = await readFoundLookups(actor, { ...filter, cursor }, pageSize)
    yield page.found
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
}
