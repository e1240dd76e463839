'use client'

import { type ReactNode, useState } from 'react'
import { callAction } from '#components/desk/call-action.ts'
import type { ActionResult } from '#lib/access/perform.ts'
import type { ConfirmWays } from '#lib/access/problem.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'

export type ConfirmAction = (input: {
  readonly password: string
  readonly code?: string
}) => Promise<ActionResult<void>>

interface Asking {
  readonly ways: ConfirmWays
  readonly end: (confirmed: boolean) => void
}

interface Confirmed {
  /** Calls an action; where it wants a fresh sign-in, asks for one and calls once more. */
  readonly call: <Data>(action: () => Promise<ActionResult<Data>>) => Promise<ActionResult<Data>>
  /** To be rendered somewhere: the dialog, while it is open. */
  readonly dialog: ReactNode
}

/** For actions that want to be sure who asks for them; without `confirm` for those that do not. */
export function useConfirmed(confirm: ConfirmAction | undefined): Confirmed {
  const [asking, setAsking] = useState<Asking | null>(null)
  return {
    call: async (action) => {
      const first = await callAction(action)
      if (first.ok || first.problem.kind !== 'stale_sign_in' || !confirm) return first
      const { ways } = first.problem
      const confirmed = await new Promise<boolean>((resolve) => setAsking({ ways, end: resolve }))
      setAsking(null)
      return confirmed ? callAction(action) : first
    },
    dialog: asking && confirm && <ConfirmDialog ways={asking.ways} confirm={confirm} onEnd={asking.end} />,
  }
}
