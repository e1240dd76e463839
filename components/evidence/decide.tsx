'use client'

import type { ReactNode } from 'react'
import type { ConfirmAction } from '#components/access/use-confirmed.tsx'
import { DialogForm } from '#components/form/dialog-form.tsx'
import { Button } from '#components/ui/button.tsx'
import type { DecideAction } from './acting.ts'
import { ReasonField } from './reason-field.tsx'

interface DecideProps {
  readonly id: string
  /** On the button that opens it, and on the one that does it. */
  readonly does: string
  /** For who hears the buttons one after the other. */
  readonly of: string
  readonly title: string
  /** What it will mean. */
  readonly children: ReactNode
  readonly done: string
  readonly grave?: boolean
  readonly act: DecideAction
  readonly confirmPassword: ConfirmAction
}

/** A button for a decision: says what it will mean, wants a reason, and where needed the password again. */
export function Decide({
  id,
  does,
  of,
  title,
  children,
  done,
  grave = false,
  act,
  confirmPassword,
}: DecideProps) {
  return (
    <DialogForm
      button={
        <Button variant={grave ? 'destructive' : 'outline'} size="sm">
          {does}
          <span className="sr-only"> {of}</span>
        </Button>
      }
      title={title}
      about={children}
      does={does}
      grave={grave}
      blank={{ reason: '' }}
      isReady={({ reason }) => reason.trim() !== ''}
      act={({ reason }) => act({ id, reason })}
      confirmPassword={confirmPassword}
      done={done}
    >
      {({ values, change, fields }) => (
        <ReasonField
          value={values.reason}
          onChange={(reason) => change({ reason })}
          problem={fields['reason']}
        />
      )}
    </DialogForm>
  )
}
