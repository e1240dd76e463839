'use client'

import { type Query, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ActionResult } from '#lib/access/perform.ts'
import type { VerificationRun } from '#lib/audit/runs/store.ts'

/** What the verification needs of the page around it. */
export interface VerificationActions {
  readonly startVerification: (
    input: Readonly<Record<string, never>>,
  ) => Promise<ActionResult<VerificationRun>>
  readonly cancelVerification: (input: { readonly id: string }) => Promise<ActionResult<void>>
}

/** As the handler gives it. */
interface Latest {
  readonly run: VerificationRun | null
}

const betweenLooksMs = 500
const afterTroubleMs = 2_000
const givenUpMs = 10_000
const queryKey = ['verification']

/** The verification that runs or ran last, followed while it runs, whichever process of the desk runs it. */
export function useVerification(initial: VerificationRun | null) {
  const client = useQueryClient()
  const { data, error } = useQuery<Latest>({
    queryKey,
    queryFn: ({ signal }) => fetchLatest(signal),
    initialData: { run: initial },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    refetchOnWindowFocus: 'always',
    refetchInterval: untilNextLook,
  })
  return {
    run: data.run,
    trouble: error === null ? null : error.message,
    show: (run: VerificationRun) => client.setQueryData<Latest>(queryKey, { run }),
  }
}

async function fetchLatest(cancelled: AbortSignal): Promise<Latest> {
  const signal = AbortSignal.any([cancelled, AbortSignal.timeout(givenUpMs)])
  const response = await fetch('/audit/verification', { signal }).catch((cause: unknown) => {
    throw new Error('The desk cannot be reached; how far the verification is cannot be told.', { cause })
  })
  if (response.ok) return response.json()
  throw new Error(`The desk answered ${response.status}; how far the verification is cannot be told.`)
}

function untilNextLook({ state: { data, error } }: Query<Latest>): number | false {
  if (!data?.run || data.run.finishedAt !== null) return false
  return error ? afterTroubleMs : betweenLooksMs
}
