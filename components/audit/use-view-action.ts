'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { callAction } from '#components/desk/call-action.ts'
import type { ActionResult } from '#lib/access/perform.ts'

type ViewAction<Input> = (input: Input) => Promise<ActionResult<void>>

/** What saved views need of the page around them. */
export interface KeepActions {
  readonly saveView: ViewAction<{
    readonly name: string
    readonly shared: boolean
    readonly filter: Readonly<Record<string, string>>
  }>
  readonly changeView: ViewAction<{
    readonly id: string
    readonly name?: string
    readonly shared?: boolean
  }>
  readonly deleteView: ViewAction<{ readonly id: string }>
  readonly restoreView: ViewAction<{ readonly id: string }>
}

/** Does something with views and draws the page anew; `pending` until then. */
export function useViewAction() {
  const router = useRouter()
  const [pending, setPending] = useState(false)
  return {
    pending,
    run: async (act: () => Promise<ActionResult<void>>) => {
      setPending(true)
      const result = await callAction(act)
      setPending(false)
      if (result.ok) router.refresh()
      return result
    },
  }
}
