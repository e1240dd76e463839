'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, type ReactNode, useState } from 'react'
import { type ConfirmAction, useConfirmed } from '#components/access/use-confirmed.tsx'
import type { ActionResult } from '#lib/access/perform.ts'
import type { FieldProblems, Problem } from '#lib/access/problem.ts'

/** What is typed into a form, and what became of it. */
export interface Form<Values> {
  readonly values: Values
  readonly change: (some: Partial<Values>) => void
  /** A sentence for each wrong field. */
  readonly fields: FieldProblems
  /** What went wrong, where it is no field’s fault. */
  readonly problem: string | undefined
  readonly pending: boolean
  readonly submit: (event: FormEvent) => void
  readonly reset: () => void
  /** To be rendered beside the form: asks who it is, where the action wants to know. */
  readonly confirming: ReactNode
}

interface FormSettings<Values, Data> {
  /** As it is at first and after a reset. */
  readonly blank: Values
  /** As it is at first, where that is not blank. */
  readonly filled?: Values | null | undefined
  readonly act: (values: Values) => Promise<ActionResult<Data>>
  /** Where the action wants a fresh sign-in. */
  readonly confirmPassword?: ConfirmAction | undefined
  readonly onDone: (data: Data, values: Values) => void
}

/** A form that calls an action and draws the page anew. */
export function useForm<Values extends object, Data>(settings: FormSettings<Values, Data>): Form<Values> {
  const { blank, filled, act, confirmPassword, onDone } = settings
  const router = useRouter()
  const confirmed = useConfirmed(confirmPassword)
  const [values, setValues] = useState(filled ?? blank)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [pending, setPending] = useState(false)
  const fields = problem?.kind === 'invalid' ? problem.fields : {}

  async function send() {
    setPending(true)
    const result = await confirmed.call(() => act(values))
    setPending(false)
    setProblem(result.ok ? null : result.problem)
    if (result.ok) onDone(result.data, values)
    router.refresh()
  }

  return {
    values,
    change: (some) => setValues((now) => ({ ...now, ...some })),
    fields,
    problem: problem?.kind === 'invalid' ? fields[''] : problem?.message,
    pending,
    submit: (event) => {
      event.preventDefault()
      void send()
    },
    reset: () => {
      setValues(blank)
      setProblem(null)
    },
    confirming: confirmed.dialog,
  }
}
