'use client'

import type { ReactNode } from 'react'
import { DialogForm } from '#components/form/dialog-form.tsx'
import { Button } from '#components/ui/button.tsx'
import type { ActionResult } from '#lib/access/perform.ts'
import type { ConfirmAction } from './use-confirmed.tsx'

interface AskFirstProps {
  /** On the button that opens it, and on the one that does it. */
  readonly does: string
  /** For who hears the buttons one after the other: “Revoke” of what. */
  readonly of: string
  readonly title: string
  /** What it will mean. */
  readonly children: ReactNode
  readonly done: string
  readonly act: () => Promise<ActionResult<unknown>>
  /** Where it wants a fresh sign-in. */
  readonly confirmPassword?: ConfirmAction
}

/** A button for what cannot be taken back: says what it will mean, and does it on the second click. */
export function AskFirst({ does, of, title, children, done, act, confirmPassword }: AskFirstProps) {
  return (
    <DialogForm
      button={
        <Button variant="destructive" size="sm">
          {does}
          <span className="sr-only"> {of}</span>
        </Button>
      }
      title={title}
      about={children}
      does={does}
      grave
      blank={{}}
      act={act}
      confirmPassword={confirmPassword}
      done={done}
    />
  )
}
