import type { Actor } from '#lib/access/actor.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { changeBatch, checkReason, getBatchFor } from './control.ts'
import { insertApproval, insertSteering } from './control-store.ts'

interface Judging {
  readonly batchId: string
  /** Why; needed for a refusal. */
  readonly reason: string | null
}

/** Lets a batch run that somebody else submitted. Throws `denied`, `not_found` and `conflict` problems. */
export async function approveBatch(actor: Actor, { batchId, reason }: Judging): Promise<void> {
  await assertMayJudge(actor, batchId)
  await changeBatch(actor, batchId, async () => ({
    event: { kind: 'batch.approved', batchId, reason },
    write: (event) => insertApproval(batchId, actor.id, event),
  }))
}

/** Says no to a batch that somebody else submitted, which ends it. Problems as in `approveBatch`, and `invalid`. */
export async function refuseApproval(actor: Actor, { batchId, reason: given }: Judging): Promise<void> {
  await assertMayJudge(actor, batchId)
  const reason = checkReason(given ?? '')
  await changeBatch(actor, batchId, async () => ({
    event: { kind: 'batch.refused', batchId, reason },
    write: (event) => insertSteering(batchId, ['awaiting_approval'], 'cancelled', reason, event),
  }))
}

async function assertMayJudge(actor: Actor, batchId: string): Promise<void> {
  const { startedBy } = await getBatchFor(actor, 'action.approve', batchId)
  if (startedBy === actor.id)
    throw new ProblemError({ kind: 'conflict', message: 'Somebody else than who submitted it must approve.' })
}
