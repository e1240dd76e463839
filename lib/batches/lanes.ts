import type { Target } from '#lib/http/target.ts'

/** A process gets through no more calls at once than this without one waiting for another. */
const mostPlacesEach = 32
const mostLanes = 4

/** Into how many lanes a batch's rows at a connection are shared out, and how many calls each may have under way. */
export function countLanes({ limits: { concurrency } }: Target): {
  readonly lanes: number
  readonly placesEach: number
} {
  // The rest is left to single calls, as enter_gate_lane has it.
  const places = Math.max(1, concurrency - Math.max(1, Math.ceil(concurrency / 10)))
  const lanes = Math.min(mostLanes, Math.ceil(places / mostPlacesEach))
  return { lanes, placesEach: Math.ceil(places / lanes) }
}
