'use client'

import { Layers } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useId, useState } from 'react'
import { toast } from 'sonner'
import { callAction } from '#components/desk/call-action.ts'
import { Button } from '#components/ui/button.tsx'
import type { ActionResult } from '#lib/access/perform.ts'
import { hrefOfBatch } from './href.ts'

/** Makes a batch of all that a filter finds. */
export type CheckAction<Filter> = (filter: Filter) => Promise<ActionResult<{ readonly id: string }>>

interface CheckAsBatchProps<Filter> {
  /** As it stands, from its beginning. */
  readonly filter: Filter
  readonly check: CheckAction<Filter>
  /** Why it cannot be done; null where it can. */
  readonly hindrance: string | null
}

/** All that the list finds as a batch: it is read, and shown what asking it would mean, before anybody is asked. */
export function CheckAsBatch<Filter>({ filter, check, hindrance }: CheckAsBatchProps<Filter>) {
  const id = useId()
  const router = useRouter()
  const [pending, setPending] = useState(false)

  async function run() {
    setPending(true)
    const result = await callAction(() => check(filter))
    // On the way to its page it stays as it is.
    if (result.ok) return router.push(hrefOfBatch(result.data.id))
    setPending(false)
    toast.error('No batch was made', { description: result.problem.message })
  }

  return (
    <>
      <Button
        variant="outline"
        size="sm"
        disabled={pending || hindrance !== null}
        title={hindrance ?? 'Every transaction that this filter finds; nobody is asked before you start it'}
        aria-describedby={hindrance === null ? undefined : id}
        onClick={() => void run()}
      >
        <Layers /> Check as a batch
      </Button>
      {hindrance !== null && (
        <span id={id} className="sr-only">
          {hindrance}
        </span>
      )}
    </>
  )
}
