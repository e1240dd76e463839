'use server'

import { action } from '#lib/access/action.ts'
import { previewErasure as previewErasureBy, previewErasureInput } from '#lib/evidence/erasure-list.ts'
import {
  approveErasure as approveErasureBy,
  decideErasureInput,
  refuseErasure as refuseErasureBy,
  requestErasure as requestErasureBy,
  requestErasureInput,
  withdrawErasure as withdrawErasureBy,
} from '#lib/evidence/erasure.ts'
import {
  liftHold as liftHoldBy,
  liftHoldInput,
  setHold as setHoldBy,
  setHoldInput,
} from '#lib/evidence/hold.ts'

export const previewErasure = action('evidence.erase', previewErasureInput, previewErasureBy)
export const requestErasure = action('evidence.erase', requestErasureInput, requestErasureBy)
export const approveErasure = action('evidence.erase', decideErasureInput, approveErasureBy)
export const refuseErasure = action('evidence.erase', decideErasureInput, refuseErasureBy)
export const withdrawErasure = action('evidence.erase', decideErasureInput, withdrawErasureBy)
export const setHold = action('hold.set', setHoldInput, setHoldBy)
export const liftHold = action('hold.set', liftHoldInput, liftHoldBy)
