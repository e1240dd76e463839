'use server'

import { after } from 'next/server'
import { action } from '#lib/access/action.ts'
import { checkPendingInput, receivePending } from '#lib/batches/receive-pending.ts'

export const checkPending = action('batch.run', checkPendingInput, (actor, filter) =>
  receivePending(actor, filter, after),
)
