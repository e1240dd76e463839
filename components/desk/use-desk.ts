'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearchParams } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import type { Proposals } from '#lib/recognise/propose.ts'
import { callAction } from './call-action.ts'
import { type Choices, give, noChoices, tick } from './choices.ts'
import { inputId } from './connection-choice.tsx'
import type { DeskProps } from './desk.tsx'
import { keptReason } from './kept-reason.ts'
import { type Plan, planAsking, type PlannedQuestion } from './plan.ts'
import { useRecognition } from './use-recognition.ts'

/** What the person does at the desk, from the paste to the way to the answer. */
export function useDesk({ connections, limit, initial, recognise, ask }: DeskProps) {
  const router = useRouter()
  const client = useQueryClient()
  // The way back brings the page as the server made it, before anything was typed; the URL knows what was.
  const inUrl = useSearchParams().get('q') ?? ''
  const [opened, setOpened] = useState(inUrl)
  const recognition = useRecognition(
    recognise,
    opened === initial.text ? initial : { text: opened, result: null },
  )
  const [choices, setChoices] = useState<Choices>(noChoices)
  const [tried, setTried] = useState(false)
  const [refusals, setRefusals] = useState<Refusals>(noRefusals)
  const [wanted, setWanted] = useState<{ readonly element: string } | null>(null)
  const underWay = useRef(false)
  const asking = useMutation({
    mutationFn: (request: Parameters<typeof ask>[0]) => callAction(() => ask(request)),
    // Also when nothing came back: it may have been asked all the same.
    onSettled: () => client.invalidateQueries({ queryKey: ['recent'] }),
  })

  // A link such as the palette's puts its own text into the box.
  const [linked, setLinked] = useState(initial.text)
  if (initial.text !== linked) {
    setLinked(initial.text)
    if (initial.text !== '' && initial.text !== recognition.text.trim()) {
      recognition.change(initial.text, { atOnce: true })
      setOpened(initial.text)
      begin()
      setWanted({ element: 'box' })
    }
  }
  useEffect(() => {
    if (wanted) document.getElementById(wanted.element)?.focus()
  }, [wanted])

  const link = linkOf(recognition.proposals, recognition.text === opened ? opened : '')
  useEffect(() => {
    // Without a request: the server has nothing to add.
    if (location.search !== link) history.replaceState(null, '', `/${link}`)
  }, [link])

  function begin() {
    setTried(false)
    setRefusals(noRefusals)
    setChoices(({ ticks }) => ({ ticks, given: {} }))
  }

  function changeText(text: string, { pasted, replaced }: { pasted: boolean; replaced: boolean }) {
    recognition.change(text, { atOnce: pasted })
    // What was typed for one transaction is not asked of another.
    if (replaced) begin()
    else setTried(false)
  }

  async function submit() {
    if (underWay.current) return
    underWay.current = true
    const left = await askNow()
    // While the page of the answer is on its way, a second Enter asks nothing twice.
    underWay.current = left
  }

  async function askNow(): Promise<boolean> {
    const proposals = await recognition.finish()
    if (!proposals) return false
    const plan = planAsking(connections, proposals, choices, limit)
    setTried(true)
    setRefusals(noRefusals)
    const [blocker] = plan.blockers
    if (blocker) setWanted({ element: inputId(blocker.connection, blocker.field) })
    if (blocker || plan.questions.length === 0) return false
    const oneTransaction = plan.transactions.length === 1
    const result = await asking.mutateAsync({
      questions: [...plan.questions],
      reason: keptReason(),
      oneTransaction,
    })
    if (result.ok) {
      const { lookupId, requestId } = result.data
      router.push(oneTransaction ? `/lookups/${lookupId}` : `/lookups?request=${requestId}`)
      return true
    }
    if (result.problem.kind === 'invalid') setRefusals(refusalsOf(result.problem.fields, plan.questions))
    return false
  }

  const plan: Plan | null =
    recognition.proposals && planAsking(connections, recognition.proposals, choices, limit)
  const asked = asking.data
  return {
    recognition,
    plan,
    tried,
    refusals,
    asking: asking.isPending || asked?.ok === true,
    problem: asked && !asked.ok ? asked.problem : null,
    changeText,
    submit,
    clear: () => {
      recognition.change('', { atOnce: true })
      setChoices(noChoices)
      setTried(false)
      setRefusals(noRefusals)
      asking.reset()
    },
    tick: (connection: string, ticked: boolean) => setChoices(tick(choices, connection, ticked)),
    give: (connection: string, name: string, value: string) => {
      setRefusals(noRefusals)
      setChoices(give(choices, connection, name, value))
    },
  }
}

/** An id lives in the URL, for the way back and for a link. Nothing else does: a body may hold a session token. */
function linkOf(proposals: Proposals | null, linked: string): string {
  const id = proposals?.kind === 'id' ? (proposals.transactions[0]?.transactionId ?? '') : ''
  const text = /^[\w.:-]{1,64}$/.test(id) ? id : linked
  return text === '' ? '' : `?q=${encodeURIComponent(text)}`
}

/** Sentences by connection and input. */
type Refusals = Readonly<Record<string, Readonly<Record<string, string>>>>
const noRefusals: Refusals = {}

/** The server names `questions.3.input.playerId`. */
function refusalsOf(
  fields: Readonly<Record<string, string>>,
  questions: readonly PlannedQuestion[],
): Refusals {
  const refusals: Record<string, Record<string, string>> = {}
  for (const [path, sentence] of Object.entries(fields)) {
    const [, index = '', name = ''] = /^questions\.(\d+)\.input\.(.+)$/.exec(path) ?? []
    const connection = questions[Number(index || -1)]?.connection
    if (connection !== undefined) refusals[connection] = { ...refusals[connection], [name]: sentence }
  }
  return refusals
}
