'use client'

import { RotateCcw } from 'lucide-react'
import { FaultState } from './fault-state.tsx'
import { Button } from './ui/button.tsx'

export interface ErrorPageProps {
  readonly error: unknown
  readonly retry: () => void
}

/** In place of a page that could not be made. */
export function ErrorPage({ error, retry }: ErrorPageProps) {
  return (
    <FaultState
      title="This page could not be made"
      reference={digestOf(error)}
      action={
        <Button variant="outline" size="sm" onClick={retry}>
          <RotateCcw /> Try again
        </Button>
      }
    >
      The desk or its database had a fault. What was asked is recorded and goes on; nothing is lost. Try again
      in a few seconds, and name the reference if it stays.
    </FaultState>
  )
}

function digestOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('digest' in error)) return null
  return typeof error.digest === 'string' ? error.digest : null
}
