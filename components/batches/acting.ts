import type { ActionResult } from '#lib/access/perform.ts'

type Act<Input, Data = void> = (input: Input) => Promise<ActionResult<Data>>

interface OfBatch {
  readonly batchId: string
}

/** What can be done to a batch that was started. */
export interface BatchActing {
  readonly pause: Act<OfBatch>
  readonly resume: Act<OfBatch>
  readonly cancel: Act<OfBatch>
  readonly retry: Act<OfBatch & { readonly what: 'faults' | 'pendings' }, { readonly rows: number }>
  readonly approve: Act<OfBatch & { readonly reason: string | null }>
  readonly refuse: Act<OfBatch & { readonly reason: string | null }>
}
