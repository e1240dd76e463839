import type { BatchView } from '#lib/batches/view.ts'

/** How many rows were done at a moment of this browser's clock, in ms. */
export interface Sample {
  readonly atMs: number
  readonly done: number
}

const windowMs = 30_000
const shortestMs = 3_000

/** The samples of the last half minute with one more. Rows that are asked again make what was before worth nothing. */
export function addSample(samples: readonly Sample[], { atMs, done }: Sample): readonly Sample[] {
  const last = samples.at(-1)
  if (last && done < last.done) return [{ atMs, done }]
  return [...samples.filter((sample) => atMs - sample.atMs <= windowMs), { atMs, done }]
}

/**
 * Rows a second: of the last half minute, or, before enough was seen, since the batch was started. Null while it does
 * not run.
 */
export function paceOf(
  { state, started, now, progress }: BatchView,
  samples: readonly Sample[],
): number | null {
  if (state !== 'running') return null
  const [first] = samples
  const last = samples.at(-1)
  if (first && last && last.atMs - first.atMs >= shortestMs)
    return ((last.done - first.done) * 1_000) / (last.atMs - first.atMs)
  if (!started || progress.done === 0) return null
  const passedMs = Date.parse(now) - Date.parse(started.at)
  return passedMs < 1_000 ? null : (progress.done * 1_000) / passedMs
}
