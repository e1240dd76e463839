import { z } from 'zod'

/** What a run of the verifier found; `Verification` as it comes from another process. */
export const runResult = z.object({
  outcome: z.enum(['intact', 'tampered', 'unchecked', 'stale', 'cancelled']),
  events: z.number(),
  seals: z.number(),
  unsealed: z.number(),
  outsideCheckpoints: z.number(),
  newestOutside: z.object({ size: z.number(), signedAt: z.string() }).nullable(),
  durationMs: z.number(),
  fault: z.object({ eventId: z.string().nullable(), text: z.string() }).nullable(),
  notices: z.array(z.string()),
})
export type RunResult = z.output<typeof runResult>

/** A run that ended before the verifier could say anything. */
export function endedEarly(
  outcome: 'unchecked' | 'cancelled',
  notice: string | null,
  durationMs: number,
): RunResult {
  return {
    outcome,
    events: 0,
    seals: 0,
    unsealed: 0,
    outsideCheckpoints: 0,
    newestOutside: null,
    durationMs,
    fault: null,
    notices: notice === null ? [] : [notice],
  }
}
