'use server'

import { after } from 'next/server'
import { action } from '#lib/access/action.ts'
import { checkEventsInput, receiveEvents } from '#lib/batches/receive-events.ts'
import { checkLookupsInput, receiveLookups } from '#lib/batches/receive-lookups.ts'

export const checkLookups = action('batch.run', checkLookupsInput, (actor, filter) =>
  receiveLookups(actor, filter, after),
)
export const checkEvents = action('batch.run', checkEventsInput, (actor, filter) =>
  receiveEvents(actor, filter, after),
)
