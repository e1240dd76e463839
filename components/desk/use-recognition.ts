'use client'

import { keepPreviousData, type Query, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { ActionResult } from '#lib/access/perform.ts'
import type { Proposals } from '#lib/recognise/propose.ts'
import { longestPaste } from '#lib/recognise/recognise.ts'
import { callAction } from './call-action.ts'

export type Recognise = (input: { text: string }) => Promise<ActionResult<Proposals>>

/** Typing rests this long before it is looked at. A paste is looked at at once. */
const restMs = 250

/**
 * The text of the box and what the server makes of it. What was made of the text before stays while the next is
 * looked at, so that nothing jumps.
 */
export function useRecognition(
  recognise: Recognise,
  initial: { readonly text: string; readonly result: ActionResult<Proposals> | null },
) {
  const client = useQueryClient()
  const [text, setText] = useState(initial.text)
  const [rested, setRested] = useState(initial.text)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  const optionsOf = (given: string) =>
    queryOptions({
      queryKey: ['recognised', given],
      queryFn: () => recogniseText(recognise, given),
      // A refusal is asked for anew, an understanding is not.
      staleTime: ({ state }: Query<ActionResult<Proposals>>) =>
        state.data?.ok ? Number.POSITIVE_INFINITY : 0,
      // A paste may hold a session token: it is not kept.
      gcTime: 0,
      retry: false,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
    })
  const empty = text.trim() === ''
  const { data, isFetching, refetch } = useQuery({
    ...optionsOf(rested),
    enabled: rested.trim() !== '',
    placeholderData: keepPreviousData,
    ...(initial.result !== null && rested === initial.text ? { initialData: initial.result } : {}),
  })

  function change(next: string, { atOnce }: { readonly atOnce: boolean }) {
    setText(next)
    clearTimeout(timer.current)
    if (atOnce || next.trim() === '') setRested(next)
    else timer.current = setTimeout(() => setRested(next), restMs)
  }

  /** What is made of the text as it stands now; null when nothing can be. */
  async function finish(): Promise<Proposals | null> {
    clearTimeout(timer.current)
    if (empty) return null
    setRested(text)
    const result = await client.fetchQuery(optionsOf(text))
    return result.ok ? result.data : null
  }

  return {
    text,
    change,
    finish,
    proposals: empty || !data?.ok ? null : data.data,
    problem: empty || !data || data.ok ? null : data.problem,
    looking: !empty && (isFetching || rested !== text),
    retry: () => void refetch(),
  }
}

function recogniseText(recognise: Recognise, text: string): Promise<ActionResult<Proposals>> {
  if (text.length > longestPaste) return Promise.resolve(tooLong(text.length))
  return callAction(() => recognise({ text }))
}

function tooLong(length: number): ActionResult<never> {
  const digits = new Intl.NumberFormat('en-GB')
  const message = `This is ${digits.format(length)} characters long; the box takes ${digits.format(longestPaste)}.`
  return { ok: false, problem: { kind: 'invalid', message, fields: {} } }
}
