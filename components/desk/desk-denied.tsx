'use client'

import { LockKeyhole } from 'lucide-react'
import { Alert, AlertDescription, AlertTitle } from '#components/ui/alert.tsx'
import { PasteBox } from './paste-box.tsx'

interface DeskDeniedProps {
  readonly capability: string
  /** The roles that have it. */
  readonly roles: readonly string[]
}

/** The outline of the desk for who may not ask. */
export function DeskDenied({ capability, roles }: DeskDeniedProps) {
  return (
    <div className="flex flex-col gap-3 rounded-xl border bg-card p-4 shadow-xs">
      <PasteBox text="" disabled onChange={nothing} onAsk={nothing} onClear={nothing} />
      <Alert role="note">
        <LockKeyhole aria-hidden />
        <AlertTitle>Your role does not ask providers</AlertTitle>
        <AlertDescription>
          <p>
            Missing capability <code className="font-mono">{capability}</code>. It belongs to{' '}
            {roles.join(', ')}; an administrator can change roles.
          </p>
        </AlertDescription>
      </Alert>
    </div>
  )
}

function nothing() {}
