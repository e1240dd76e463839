'use client'

import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { toast } from 'sonner'
import type { ActionResult } from '#lib/access/perform.ts'
import type { FieldProblems } from '#lib/access/problem.ts'
import type { Inputs } from './ask-again-dialog.tsx'
import { type BoardColumn, secretsOf } from './board-columns.ts'

interface AskAgainRequest {
  readonly board: string
  readonly questions: { readonly lookup: string; readonly input: Record<string, string> }[]
}

export type AskAgainAction = (request: AskAgainRequest) => Promise<ActionResult<{ readonly asked: number }>>

interface OpenDialog {
  readonly columns: readonly BoardColumn[]
  readonly everything: boolean
}

const nothing: Inputs = new Map()

/** Asks columns of a board again, after a dialog where something must or is to be given. */
export function useAskAgain(
  board: string,
  action: AskAgainAction,
  onAsked: (columns: readonly BoardColumn[]) => void,
) {
  const [dialog, setDialog] = useState<OpenDialog | null>(null)
  const [problems, setProblems] = useState<FieldProblems>({})
  const opener = useRef<Element | null>(null)
  const { mutate, isPending } = useMutation({
    mutationFn: ({ columns, inputs }: { columns: readonly BoardColumn[]; inputs: Inputs }) =>
      action({
        board,
        questions: columns.map(({ newest }) => ({
          lookup: newest.id,
          input: { ...inputs.get(newest.id) },
        })),
      }),
    onSuccess: (result, { columns }) => {
      if (result.ok) {
        setDialog(null)
        onAsked(columns)
        return
      }
      if (result.problem.kind === 'invalid') setProblems(result.problem.fields)
      toast.error('Nothing was asked', { description: result.problem.message })
    },
    onError: () => toast.error('The desk cannot be reached. Nothing is known to have been asked.'),
  })

  function askAgain(columns: readonly BoardColumn[], everything = false) {
    if (columns.length === 0 || isPending) return
    setProblems({})
    if (everything || columns.some((column) => secretsOf(column).length > 0)) {
      opener.current = document.activeElement
      setDialog({ columns, everything })
    } else mutate({ columns, inputs: nothing })
  }
  return {
    askAgain,
    asking: isPending,
    dialog: dialog && {
      ...dialog,
      asking: isPending,
      problems,
      onAsk: (inputs: Inputs) => mutate({ columns: dialog.columns, inputs }),
      onClose: () => setDialog(null),
      onClosed: () => opener.current instanceof HTMLElement && opener.current.focus(),
    },
  }
}
