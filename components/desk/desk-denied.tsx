'use client'

import { LockKeyhole } from 'lucide-react'
import { Alert, AlertDescription, AlertTitle } from '#components/ui/alert.tsx'
import { joinWords } from './describe.ts'
import { PasteBox } from './paste-box.tsx'

interface DeskDeniedProps {
  readonly missing: readonly string[]
  /** The roles that may ask. */
  readonly roles: readonly string[]
}

/** The outline of the desk for who may not ask. */
export function DeskDenied({ missing, roles }: DeskDeniedProps) {
  return (
    <div className="flex flex-col gap-3 rounded-xl border bg-card p-4 shadow-xs">
      <PasteBox text="" disabled onChange={nothing} onAsk={nothing} onClear={nothing} />
      <Alert role="note">
        <LockKeyhole aria-hidden />
        <AlertTitle>Your role does not ask providers</AlertTitle>
        <AlertDescription>
          <p>
            Missing:{' '}
            {missing.map((capability, index) => (
              <span key={capability}>
                {index > 0 && ', '}
                <code className="font-mono">{capability}</code>
              </span>
            ))}
            . Asking belongs to {joinWords(roles)}; so does the list of one’s own look-ups.
          </p>
        </AlertDescription>
      </Alert>
    </div>
  )
}

function nothing() {}
