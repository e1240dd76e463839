import type { ActionResult } from '#lib/access/perform.ts'
import type { BatchMapping } from '#lib/batches/mapping.ts'

/** What can be done with a batch that was read and not started. */
export interface PreflightActing {
  readonly start: (input: {
    readonly batchId: string
    readonly reason: string
    readonly reuseMinutes: number | null
  }) => Promise<ActionResult<{ readonly state: 'running' | 'awaiting_approval' }>>
  readonly remap: (input: {
    readonly batchId: string
    readonly mapping: BatchMapping
  }) => Promise<ActionResult<void>>
  readonly discard: (input: { readonly batchId: string }) => Promise<ActionResult<void>>
}
