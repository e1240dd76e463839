'use client'

import { AskFirst } from '#components/access/ask-first.tsx'
import type { PreflightActing } from './preflight-acting.ts'

interface DiscardProps extends Pick<PreflightActing, 'discard'> {
  readonly batchId: string
  readonly name: string
}

/** Gives up a list that was read. */
export function Discard({ batchId, name, discard }: DiscardProps) {
  return (
    <AskFirst
      does="Discard"
      of={name}
      title="Discard this list?"
      done="Discarded: nobody was asked"
      act={() => discard({ batchId })}
    >
      Its rows go, and nobody is asked. The file on your side stays as it is, and can be brought again.
    </AskFirst>
  )
}
