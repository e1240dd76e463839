'use client'

import { type ReactNode, useState } from 'react'
import { callAction } from '#components/desk/call-action.ts'
import type { ActionResult } from '#lib/access/perform.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'

export type ConfirmAction = (input: { readonly password: string }) => Promise<ActionResult<void>>

interface Confirmed {
  /** Calls an action; where it wants the password again, asks for it and calls once more. */
  readonly call: <Data>(action: () => Promise<ActionResult<Data>>) => Promise<ActionResult<Data>>
  /** To be rendered somewhere: the dialog, while it is open. */
  readonly dialog: ReactNode
}

/** For actions that want the password of the last minutes. */
export function useConfirmed(confirm: ConfirmAction): Confirmed {
  const [asking, setAsking] = useState<((confirmed: boolean) => void) | null>(null)
  return {
    call: async (action) => {
      const first = await callAction(action)
      if (first.ok || first.problem.kind !== 'stale_sign_in') return first
      const confirmed = await new Promise<boolean>((resolve) => setAsking(() => resolve))
      setAsking(null)
      return confirmed ? callAction(action) : first
    },
    dialog: asking && <ConfirmDialog confirm={confirm} onEnd={asking} />,
  }
}
