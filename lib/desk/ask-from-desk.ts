import { z } from 'zod'
import type { Actor } from '#lib/access/actor.ts'
import { ask } from '#lib/lookups/ask.ts'
import { newTimeId } from '#lib/time-id.ts'

/**
 * What the desk's form sends: questions, and why. Which of them are sound is asked further down, where a refusal is
 * recorded.
 */
export const deskRequest = z.strictObject({
  questions: z.array(
    z.strictObject({ connection: z.string(), input: z.record(z.string(), z.unknown()) }).readonly(),
  ),
  reason: z.string(),
  /** Whether all questions are about one transaction, and so belong onto one board. */
  oneTransaction: z.boolean(),
})

export type DeskRequest = z.output<typeof deskRequest>

export interface AskedFromDesk {
  readonly requestId: string
  /** The first look-up; its page shows the whole board. */
  readonly lookupId: string
}

/**
 * Asks for whoever sits at the desk and returns as soon as the questions are recorded. `outlive` keeps the calls
 * alive when the request that started them is over. Throws what `ask` throws.
 */
export async function askFromDesk(
  actor: Actor,
  request: DeskRequest,
  outlive: (work: Promise<void>) => void,
): Promise<AskedFromDesk> {
  const { questions, oneTransaction } = request
  // A balance check names no transaction; without a board it would stand on one of its own.
  const boardId = oneTransaction ? newTimeId() : null
  const reason = request.reason.trim() || null
  const { requestId, lookups, settled } = await ask(actor, { questions, reason, origin: 'desk', boardId })
  outlive(settled)
  const [first] = lookups
  if (!first) throw new Error(`The request ${requestId} has no look-up.`)
  return { requestId, lookupId: first.id }
}
