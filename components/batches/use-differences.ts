'use client'

import { useQuery } from '@tanstack/react-query'
import type { Differences } from '#lib/api/batch-differences.ts'

/** How many rows differ: being counted, counted, or not to be had. */
export type DifferenceCount = 'counting' | 'failed' | number

/**
 * Counts the rows of a batch that differ once somebody wants them, and anew for another state of the batch. By a request of
 * its own: an action would hold every other that is wanted meanwhile.
 */
export function useDifferences(batchId: string, wanted: boolean, state: string): DifferenceCount {
  const { data, isError } = useQuery<Differences>({
    queryKey: ['differences', batchId, state],
    queryFn: ({ signal }) => fetchCount(batchId, signal),
    enabled: wanted,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  if (data) return data.rows
  return isError ? 'failed' : 'counting'
}

async function fetchCount(batchId: string, signal: AbortSignal): Promise<Differences> {
  const response = await fetch(`/batches/${batchId}/differences`, { signal })
  if (!response.ok) throw new Error(`The desk answered ${response.status}.`)
  return response.json()
}
