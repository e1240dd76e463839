'use client'

import { LockKeyhole } from 'lucide-react'
import Link from 'next/link'
import { Alert, AlertDescription, AlertTitle } from '#components/ui/alert.tsx'
import { Button } from '#components/ui/button.tsx'
import { type DestinationId, destinations } from '#components/shell/navigation.ts'
import { joinWords } from './describe.ts'
import { PasteBox } from './paste-box.tsx'

interface DeskDeniedProps {
  readonly missing: readonly string[]
  /** The roles that may ask. */
  readonly roles: readonly string[]
  /** The other pages this person may see. */
  readonly shown: readonly DestinationId[]
}

/** The outline of the desk for who may not ask. */
export function DeskDenied({ missing, roles, shown }: DeskDeniedProps) {
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
          <p className="mt-1 flex flex-wrap gap-2">
            {destinations
              .filter(({ id }) => shown.includes(id))
              .map(({ id, label, href, icon: Icon }) => (
                <Button key={id} asChild size="sm" variant="outline">
                  <Link href={href}>
                    <Icon aria-hidden /> {label}
                  </Link>
                </Button>
              ))}
          </p>
        </AlertDescription>
      </Alert>
    </div>
  )
}

function nothing() {}
