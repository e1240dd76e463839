'use client'

import { type Query, useQuery, useQueryClient } from '@tanstack/react-query'
import type { BoardState } from '#lib/api/board.ts'

/** Between the end of one held request and the next: what lands meanwhile waits no longer than this. */
const betweenHoldsMs = 20
const betweenLooksMs = 2_000
const afterTroubleMs = 1_000
const givenUpMs = 10_000

/** The board could not be read. `passing` troubles go away by themselves. */
export class BoardTrouble extends Error {
  readonly passing: boolean

  constructor(message: string, passing: boolean) {
    super(message)
    this.passing = passing
  }
}

/**
 * A board that follows the record while something on it is awaited. What could not be read leaves what was read
 * in place, and is tried again.
 */
export function useBoard(lookupId: string, initialData: BoardState) {
  const client = useQueryClient()
  const queryKey = ['board', lookupId]
  const { data, error, refetch } = useQuery<BoardState>({
    queryKey,
    queryFn: ({ signal }) => fetchBoard(lookupId, client.getQueryData<BoardState>(queryKey) ?? null, signal),
    initialData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    refetchOnWindowFocus: 'always',
    refetchInterval: untilNextLook,
  })
  return { board: data, trouble: error instanceof BoardTrouble ? error : null, refresh: refetch }
}

async function fetchBoard(
  lookupId: string,
  known: BoardState | null,
  cancelled: AbortSignal,
): Promise<BoardState> {
  const hold = known?.awaited === 'answer' ? `?progress=${known.progress}` : ''
  const signal = AbortSignal.any([cancelled, AbortSignal.timeout(givenUpMs)])
  const response = await fetch(`/lookups/${lookupId}/board${hold}`, { signal }).catch((cause: unknown) => {
    if (cancelled.aborted) throw cause
    throw new BoardTrouble('The desk cannot be reached.', true)
  })
  if (!response.ok) throw await readTrouble(response)
  return response.json()
}

async function readTrouble(response: Response): Promise<BoardTrouble> {
  const passing = response.status >= 500
  const details: unknown = await response.json().catch(() => null)
  if (typeof details === 'object' && details !== null && 'detail' in details)
    return new BoardTrouble(String(details.detail), passing)
  return new BoardTrouble(`The desk answered ${response.status}.`, passing)
}

function untilNextLook({ state: { data, error } }: Query<BoardState>): number | false {
  if (error) return error instanceof BoardTrouble && !error.passing ? false : afterTroubleMs
  switch (data?.awaited) {
    case 'answer':
      return betweenHoldsMs
    case 'interruption':
      return betweenLooksMs
    default:
      return false
  }
}
