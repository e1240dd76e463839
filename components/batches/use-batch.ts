'use client'

import { type Query, useQuery, useQueryClient } from '@tanstack/react-query'
import type { BatchProgress } from '#lib/api/batch-progress.ts'
import { addSample, paceOf, type Sample } from './pace.ts'

const afterTroubleMs = 2_000
const givenUpMs = 10_000
/** A count of more rows than this takes the database long enough to be asked for less often. */
const manyRows = 20_000

/** The batch could not be read. `passing` troubles go away by themselves. */
export class BatchTrouble extends Error {
  readonly passing: boolean

  constructor(message: string, passing: boolean) {
    super(message)
    this.passing = passing
  }
}

interface Followed extends BatchProgress {
  readonly samples: readonly Sample[]
}

/**
 * A batch that follows the record while it moves, and the rows of `query` in it. What could not be read leaves what
 * was read in place, and is tried again.
 */
export function useBatch(query: string, initial: BatchProgress) {
  const client = useQueryClient()
  const { id } = initial.batch
  const queryKey = ['batch', id, query]
  const { data, error, refetch } = useQuery<Followed>({
    queryKey,
    queryFn: async ({ signal }) => {
      const next = await fetchProgress(id, query, signal)
      const known = client.getQueryData<Followed>(queryKey)?.samples ?? []
      const sample = { atMs: performance.now(), done: next.batch.progress.done }
      return { ...next, samples: addSample(known, sample) }
    },
    initialData: { ...initial, samples: [] },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    refetchOnWindowFocus: 'always',
    refetchInterval: untilNextLook,
    // The title tells how far it is while another tab is looked at.
    refetchIntervalInBackground: true,
  })
  return {
    batch: data.batch,
    items: data.items,
    pace: paceOf(data.batch, data.samples),
    trouble: error instanceof BatchTrouble ? error : null,
    refresh: refetch,
  }
}

async function fetchProgress(id: string, query: string, cancelled: AbortSignal): Promise<BatchProgress> {
  const signal = AbortSignal.any([cancelled, AbortSignal.timeout(givenUpMs)])
  const response = await fetch(`/batches/${id}/progress?${query}`, { signal }).catch((cause: unknown) => {
    if (cancelled.aborted) throw cause
    throw new BatchTrouble('The desk cannot be reached.', true)
  })
  if (!response.ok) throw await readTrouble(response)
  return response.json()
}

async function readTrouble(response: Response): Promise<BatchTrouble> {
  const passing = response.status >= 500
  const details: unknown = await response.json().catch(() => null)
  if (typeof details === 'object' && details !== null && 'detail' in details)
    return new BatchTrouble(String(details.detail), passing)
  return new BatchTrouble(`The desk answered ${response.status}.`, passing)
}

function untilNextLook({ state: { data, error } }: Query<Followed>): number | false {
  if (error) return error instanceof BatchTrouble && !error.passing ? false : afterTroubleMs
  if (!data) return false
  const { state, progress } = data.batch
  switch (state) {
    case 'reading':
    case 'running':
      return progress.rows > manyRows ? 2_500 : 1_000
    case 'paused':
    case 'awaiting_approval':
      return 3_000
    case 'cancelled':
      return progress.running > 0 ? 1_000 : false
    case 'refused':
    case 'ready':
    case 'finished':
      return false
  }
}
