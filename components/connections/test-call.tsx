'use client'

import { QueryClient, useMutation } from '@tanstack/react-query'
import { LoaderCircle, Radio } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { ConnectionTest } from '#lib/lookups/test-connection.ts'
import { TestResult } from './test-result.tsx'

interface TestCallProps {
  /** Of the connection. */
  readonly id: string
  readonly label: string
  /** What stands beside the button. */
  readonly children?: ReactNode
}

/**
 * Asks a connection a harmless question and tells how it went. Not a server action: the browser sends those one
 * at a time, so a provider that hangs would keep the rest of the page waiting.
 */
export function TestCall({ id, label, children }: TestCallProps) {
  const router = useRouter()
  const [client] = useState(() => new QueryClient())
  const { mutate, isPending, data, error } = useMutation(
    {
      mutationFn: () => fetchTest(id),
      // What the page says of its health is older than the test.
      onSuccess: () => router.refresh(),
    },
    client,
  )
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-3">
        {children}
        <Button
          variant="outline"
          size="sm"
          // Stays in place of the focus while it runs.
          aria-disabled={isPending}
          onClick={() => !isPending && mutate()}
        >
          {isPending ? <LoaderCircle className="animate-spin" /> : <Radio />}
          {isPending ? 'Asking …' : 'Test call'}
          <span className="sr-only"> of {label}</span>
        </Button>
      </div>
      <div role="status" className="empty:hidden">
        {isPending && <p className="text-[13px] text-muted-foreground">Asking a made-up question …</p>}
        {!isPending && <TestResult test={data ?? null} problem={error?.message ?? null} />}
      </div>
    </>
  )
}

async function fetchTest(id: string): Promise<ConnectionTest> {
  const response = await fetch(`/connections/${encodeURIComponent(id)}/test`, { method: 'POST' }).catch(
    (cause: unknown) => {
      throw new Error('The desk cannot be reached, so nobody knows whether it was asked.', { cause })
    },
  )
  if (response.ok) return response.json()
  const body: unknown = await response.json().catch(() => null)
  const told = typeof body === 'object' && body !== null && 'detail' in body ? String(body.detail) : null
  throw new Error(told ?? `The desk answered ${response.status}.`)
}
