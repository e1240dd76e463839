'use client'

import { Eraser } from 'lucide-react'
import { DialogForm } from '#components/form/dialog-form.tsx'
import { TextField } from '#components/form/text-field.tsx'
import { Button } from '#components/ui/button.tsx'
import type { ActionResult } from '#lib/access/perform.ts'
import type { ErasurePreview } from '#lib/evidence/erasure-list.ts'
import type { EvidenceActing } from './acting.ts'
import { CoverageNote } from './coverage-note.tsx'
import { ReasonField } from './reason-field.tsx'

interface NewErasure {
  readonly playerId: string
  /** What it covers, once that was shown. */
  readonly preview: ErasurePreview | null
  readonly reason: string
}

interface RequestErasureProps extends Pick<
  EvidenceActing,
  'previewErasure' | 'requestErasure' | 'confirmPassword'
> {
  /** Whose evidence; opens the form at once. */
  readonly of: string | null
}

const blank: NewErasure = { playerId: '', preview: null, reason: '' }

/** A button and the form that asks for an erasure: what it covers is shown before it can be asked for. */
export function RequestErasure({ of, previewErasure, requestErasure, confirmPassword }: RequestErasureProps) {
  const act = async ({
    playerId,
    preview,
    reason,
  }: NewErasure): Promise<ActionResult<ErasurePreview | { readonly id: string }>> =>
    preview === null ? previewErasure({ playerId }) : requestErasure({ playerId: preview.playerId, reason })
  return (
    <DialogForm
      button={
        <Button size="sm">
          <Eraser /> Ask for an erasure
        </Button>
      }
      title="Ask for an erasure"
      about="What providers sent about a player becomes unreadable for everybody and for good, as soon as another manager approves it."
      does={({ preview }) => (preview === null ? 'Show what it covers' : 'Ask a second person')}
      blank={blank}
      filled={of === null ? null : { ...blank, playerId: of }}
      isReady={({ playerId, preview, reason }) =>
        preview === null ? playerId.trim() !== '' : isPossible(preview) && reason.trim() !== ''
      }
      act={act}
      confirmPassword={confirmPassword}
      done={(data, { change }) => {
        if ('id' in data) return 'Another manager must approve it'
        change({ preview: data })
        return null
      }}
    >
      {({ values: { playerId, preview, reason }, change, fields }) => (
        <>
          <TextField
            label="Player id"
            className="font-mono"
            value={playerId}
            onChange={(typed) => change({ playerId: typed, preview: null })}
            problem={fields['playerId']}
          />
          {preview !== null && <CoverageNote preview={preview} />}
          {preview !== null && isPossible(preview) && (
            <ReasonField
              value={reason}
              onChange={(typed) => change({ reason: typed })}
              problem={fields['reason']}
            />
          )}
        </>
      )}
    </DialogForm>
  )
}

const isPossible = ({ keys, holds }: ErasurePreview) => keys > 0 && holds.length === 0
