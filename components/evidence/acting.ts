import type { ConfirmAction } from '#components/access/use-confirmed.tsx'
import type { ActionResult } from '#lib/access/perform.ts'
import type { HoldSubjectKind } from '#lib/audit/evidence-event.ts'
import type { ErasurePreview } from '#lib/evidence/erasure-list.ts'

/** Decides something, with a reason. */
export type DecideAction = (input: {
  readonly id: string
  readonly reason: string
}) => Promise<ActionResult<void>>

/** What can be done on the page of evidence. */
export interface EvidenceActing {
  readonly previewErasure: (input: { readonly playerId: string }) => Promise<ActionResult<ErasurePreview>>
  readonly requestErasure: (input: {
    readonly playerId: string
    readonly reason: string
  }) => Promise<ActionResult<{ readonly id: string }>>
  readonly approveErasure: DecideAction
  readonly refuseErasure: DecideAction
  readonly withdrawErasure: DecideAction
  readonly setHold: (input: {
    readonly subjectKind: HoldSubjectKind
    readonly subject: string
    readonly reason: string
  }) => Promise<ActionResult<{ readonly id: string }>>
  readonly liftHold: DecideAction
  readonly confirmPassword: ConfirmAction
}
