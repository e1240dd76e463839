'use client'

import { AskFirst } from '#components/access/ask-first.tsx'
import type { EndSessionAction } from './session-list.tsx'

interface EndSessionProps {
  readonly id: string
  readonly device: string
  readonly endSession: EndSessionAction
}

export function EndSession({ id, device, endSession }: EndSessionProps) {
  return (
    <AskFirst
      does="Sign out"
      of={device}
      title={`Sign out ${device}?`}
      done="Signed out there"
      act={() => endSession({ id })}
    >
      The next thing done there asks for the password. What was being typed there is lost.
    </AskFirst>
  )
}
