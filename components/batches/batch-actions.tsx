'use client'

import { Clock, Pause, Play, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { AskFirst } from '#components/access/ask-first.tsx'
import { callAction } from '#components/desk/call-action.ts'
import { Button } from '#components/ui/button.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import type { ActionResult } from '#lib/access/perform.ts'
import type { BatchView } from '#lib/batches/view.ts'
import type { BatchActing } from './acting.ts'
import { countOf } from './progress-words.ts'

interface BatchActionsProps {
  readonly batch: BatchView
  readonly acting: BatchActing
  /** Has what is shown read anew. */
  readonly onDone: () => Promise<unknown>
}

/** What can be done with a batch as it stands. */
export function BatchActions({ batch, acting, onDone }: BatchActionsProps) {
  const [pending, setPending] = useState(false)
  const { id: batchId, state, name, progress } = batch
  const { faults, answered, waiting, running, toAsk, done } = progress
  const pendings = answered.pending ?? 0
  const open = state === 'running' || state === 'paused' || state === 'awaiting_approval'
  const asked = state === 'running' || state === 'paused' || state === 'finished'

  async function run<Data>(act: () => Promise<ActionResult<Data>>, words: (data: Data) => string) {
    if (pending) return
    setPending(true)
    const result = await callAction(act)
    if (result.ok) toast.success(words(result.data))
    else toast.error('Nothing was changed', { description: result.problem.message })
    await onDone()
    setPending(false)
  }
  const again = (what: 'faults' | 'pendings') =>
    run(
      () => acting.retry({ batchId, what }),
      ({ rows }) => `${countOf(rows, 'row')} will be asked again`,
    )

  return (
    <>
      {asked && faults > 0 && (
        <Button
          variant="outline"
          size="sm"
          aria-keyshortcuts="r"
          disabled={pending}
          onClick={() => void again('faults')}
        >
          <RotateCcw /> Retry {countOf(faults, 'fault')} <Key letter="r" />
        </Button>
      )}
      {asked && pendings > 0 && (
        <Button
          variant="outline"
          size="sm"
          aria-keyshortcuts="p"
          disabled={pending}
          onClick={() => void again('pendings')}
        >
          <Clock /> Ask {countOf(pendings, 'pending')} again <Key letter="p" />
        </Button>
      )}
      {state === 'running' && (
        <Button
          variant="outline"
          size="sm"
          aria-keyshortcuts="s"
          disabled={pending}
          onClick={() =>
            void run(
              () => acting.pause({ batchId }),
              () => 'Paused: what is under way is still recorded',
            )
          }
        >
          <Pause /> Pause <Key letter="s" />
        </Button>
      )}
      {state === 'paused' && (
        <Button
          size="sm"
          aria-keyshortcuts="s"
          disabled={pending}
          onClick={() =>
            void run(
              () => acting.resume({ batchId }),
              () => 'It goes on',
            )
          }
        >
          <Play /> Resume <Key letter="s" />
        </Button>
      )}
      {open && (
        <AskFirst
          does="Cancel"
          of={name}
          title="Cancel this batch?"
          done="Cancelled: nothing more is asked"
          act={async () => {
            const result = await acting.cancel({ batchId })
            await onDone()
            return result
          }}
        >
          {countOf(waiting, 'row')} of {countOf(toAsk, 'row')} will never be asked.{' '}
          {running > 0 && `${countOf(running, 'row')} under way will still be recorded. `}
          {done > 0 && `What was answered stays, ${countOf(done, 'row')}. `}
          It cannot be taken back.
        </AskFirst>
      )}
    </>
  )
}

function Key({ letter }: { readonly letter: string }) {
  return (
    <Kbd aria-hidden className="max-sm:hidden">
      {letter}
    </Kbd>
  )
}
