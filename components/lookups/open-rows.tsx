'use client'

import { QueryClient, useQuery } from '@tanstack/react-query'
import { LoaderCircle } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import type { OpenLookups } from '#lib/api/open-lookups.ts'

interface OpenRowsProps {
  /** Of the look-ups without an outcome. */
  readonly ids: readonly string[]
}

/** Not held, since a browser opens only six sockets to a host for all its tabs. */
const everyMs = 1_000

/** Follows the rows of a list that wait for an answer, and has the list made anew when one of them got it. */
export function OpenRows({ ids }: OpenRowsProps) {
  const router = useRouter()
  const [refreshing, startTransition] = useTransition()
  const [client] = useState(() => new QueryClient())
  const { isError } = useQuery(
    {
      queryKey: ['open look-ups', ids],
      queryFn: async ({ signal }) => {
        const { open } = await fetchOpen(ids, signal)
        if (open.length < ids.length && !refreshing) startTransition(() => router.refresh())
        return open
      },
      retry: false,
      refetchInterval: everyMs,
    },
    client,
  )
  return (
    <p role="status" className="flex items-center gap-1.5 text-[13px] text-muted-foreground">
      <LoaderCircle aria-hidden className="size-3.5 animate-spin" />
      {ids.length === 1 ? '1 row waits' : `${ids.length} rows wait`} for an answer
      {isError && '; the desk cannot be reached, trying again'}
    </p>
  )
}

async function fetchOpen(ids: readonly string[], signal: AbortSignal): Promise<OpenLookups> {
  const query = new URLSearchParams(ids.map((id) => ['id', id]))
  const response = await fetch(`/lookups/open?${query}`, { signal })
  if (!response.ok) throw new Error(`The desk answered ${response.status}.`)
  return response.json()
}
