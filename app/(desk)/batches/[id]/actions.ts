'use server'

import { z } from 'zod'
import { action } from '#lib/access/action.ts'
import { approveBatch, refuseApproval } from '#lib/batches/approve.ts'
import { cancelBatch } from '#lib/batches/cancel.ts'
import { discardBatch } from '#lib/batches/discard.ts'
import { judgeInput, ofBatch, remapInput, retryInput, startInput } from '#lib/batches/inputs.ts'
import { pauseBatch } from '#lib/batches/pause.ts'
import { remapBatch } from '#lib/batches/remap.ts'
import { allowResults, resultsSize } from '#lib/batches/results.ts'
import { resumeBatch } from '#lib/batches/resume.ts'
import { retryBatch } from '#lib/batches/retry.ts'
import { endSchedule, scheduleBatch, scheduleInput } from '#lib/batches/schedule.ts'
import { startBatch } from '#lib/batches/start.ts'

export const remap = action('batch.run', remapInput, (actor, { batchId, mapping }) =>
  remapBatch(actor, batchId, mapping),
)
export const discard = action('batch.run', ofBatch, (actor, { batchId }) => discardBatch(actor, batchId))
export const start = action('batch.run', startInput, startBatch)
export const approve = action('action.approve', judgeInput, approveBatch)
export const refuse = action('action.approve', judgeInput, refuseApproval)
export const pause = action('batch.run', ofBatch, pauseBatch)
export const resume = action('batch.run', ofBatch, resumeBatch)
export const cancel = action('batch.run', ofBatch, cancelBatch)
export const retry = action('batch.run', retryInput, retryBatch)
export const allowDownload = action('export.make', resultsSize, allowResults)
export const schedule = action('batch.run', scheduleInput, scheduleBatch)
export const unschedule = action('batch.run', z.uuid('must be the id of a schedule'), endSchedule)
