import { z } from 'zod'
import { batchMapping } from './mapping.ts'

const batchId = z.uuid('must be the id of a batch')
const reason = z.string().max(500, 'must be at most 500 characters')

/** A batch and no more. */
export const ofBatch = z.strictObject({ batchId })

/** Which rows are asked again. */
export const retryInput = z.strictObject({ batchId, what: z.enum(['faults', 'pendings']) })

/** Whether a batch that somebody else submitted may run, and why. */
export const judgeInput = z.strictObject({ batchId, reason: reason.nullable() })

/** Why a batch is started, and how old an answer may be that is taken over: minutes, up to a week. */
export const startInput = z.strictObject({
  batchId,
  reason,
  reuseMinutes: z.int().min(1, 'must be 1 at least').max(10_080, 'must be 10,080 at most, a week').nullable(),
})

/** What the columns of a batch mean from now on. */
export const remapInput = z.strictObject({ batchId, mapping: batchMapping })
