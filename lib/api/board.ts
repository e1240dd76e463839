import type { Actor } from '#lib/access/actor.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { followBoard, progressOf } from '#lib/lookups/follow.ts'
import type { LookupView } from '#lib/lookups/public.ts'
import { respondJson } from './handle.ts'

/** A board as its page holds it. */
export interface BoardState {
  /** The newest first. */
  readonly lookups: readonly LookupView[]
  /** Goes back with the next request, which then waits for more than this. */
  readonly progress: number
  /** What is still to come: an answer; that an overdue one is called interrupted; nothing. */
  readonly awaited: 'answer' | 'interruption' | null
}

/** A browser opens six sockets to a host for all its tabs: a longer hold would keep the seventh waiting. */
const holdMs = 300

/** Somebody calls an overdue look-up interrupted within seconds; where nobody runs who does, waiting ends. */
const patienceMs = 600_000

/**
 * GET /lookups/{id}/board?progress=: the board at once, or, when it has come no further than `progress`, as soon
 * as something lands on it, within 300 ms.
 */
export async function getBoard(
  actor: Actor,
  request: Request,
  { id }: { readonly id: string },
): Promise<Response> {
  const known = Number(new URL(request.url).searchParams.get('progress') ?? -1)
  const lookups = await followBoard(actor, id, Number.isFinite(known) ? known : -1, holdMs)
  if (lookups.length === 0)
    throw new ProblemError({ kind: 'not_found', message: 'There is no look-up with this id.' })
  return respondJson(toBoardState(lookups))
}

/** The look-ups of a board with how far it has come. */
export function toBoardState(lookups: readonly LookupView[]): BoardState {
  return { lookups, progress: progressOf(lookups), awaited: awaitedOf(lookups, Date.now()) }
}

function awaitedOf(lookups: readonly LookupView[], now: number): BoardState['awaited'] {
  const due = lookups.flatMap(({ outcome, deadlineAt }) => (outcome === null ? Date.parse(deadlineAt) : []))
  const last = Math.max(...due)
  if (due.length === 0 || now > last + patienceMs) return null
  return now > last ? 'interruption' : 'answer'
}
