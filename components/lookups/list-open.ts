import type { LookupView } from '#lib/lookups/public.ts'

/** An overdue look-up is called interrupted within seconds; where nobody runs who does, waiting ends. */
const patienceMs = 600_000

/** The rows whose outcome may still come. */
export function listOpen(lookups: readonly LookupView[], now = Date.now()): readonly string[] {
  return lookups.flatMap(({ id, outcome, deadlineAt }) =>
    outcome === null && now < Date.parse(deadlineAt) + patienceMs ? [id] : [],
  )
}
