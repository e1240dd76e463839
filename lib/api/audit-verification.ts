import type { Actor } from '#lib/access/actor.ts'
import { findVerification } from '#lib/audit/runs/verify-in-background.ts'
import { respondJson } from './handle.ts'

/** GET /audit/verification: the verification that runs or ran last, null before there was any. */
export async function getVerification(actor: Actor): Promise<Response> {
  return respondJson({ run: await findVerification(actor) })
}
