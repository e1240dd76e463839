'use client'

import { LoaderCircle, Send } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { Label } from '#components/ui/label.tsx'
import { count } from './describe.ts'
import { keepReason, useKeptReason } from './kept-reason.ts'
import type { Plan } from './plan.ts'

interface AskBarProps {
  readonly plan: Plan
  readonly limit: number
  readonly asking: boolean
  readonly tried: boolean
  /** What did not work the last time. */
  readonly children: ReactNode
}

/** Why, and how much is asked. It stays in reach under a long form. */
export function AskBar({ plan, limit, asking, tried, children }: AskBarProps) {
  const reason = useKeptReason()
  const hold = holdUp(plan, tried)
  return (
    <div className="sticky bottom-0 z-10 flex flex-col gap-3 rounded-b-xl border-t bg-card px-4 py-3">
      {children}
      {plan.leftOut > 0 && (
        <p className="text-[13px] text-warning">
          {count(plan.leftOut, 'transaction')} at the end {plan.leftOut === 1 ? 'is' : 'are'} left out: you
          may ask {limit} questions at once. Ask these first, then paste the rest.
        </p>
      )}
      {hold !== null && (
        <p role="alert" className="text-[13px] text-destructive">
          {hold}
        </p>
      )}
      <div className="flex flex-wrap items-end gap-3">
        <div className="flex min-w-0 flex-1 basis-56 flex-col gap-1.5">
          <Label htmlFor="reason">
            Reason <span className="font-normal text-muted-foreground">optional, kept for the next one</span>
          </Label>
          <Input
            id="reason"
            placeholder="Case or ticket"
            autoComplete="off"
            maxLength={500}
            value={reason}
            onChange={({ target }) => keepReason(target.value)}
          />
        </div>
        <Button type="submit" aria-disabled={asking} className="max-sm:w-full">
          {asking ? <LoaderCircle aria-hidden className="animate-spin" /> : <Send aria-hidden />}
          {asking ? 'Asking …' : askWords(plan)}
          <Kbd
            aria-hidden
            className="border-primary-foreground/30 bg-transparent text-primary-foreground max-sm:hidden"
          >
            Enter
          </Kbd>
        </Button>
      </div>
    </div>
  )
}

function askWords({ questions, transactions }: Plan): string {
  if (questions.length === 0) return 'Ask'
  const connections = new Set(questions.map(({ connection }) => connection)).size
  if (transactions.length === 1) return `Ask ${count(connections, 'connection')}`
  return `Ask ${count(questions.length, 'question')}`
}

function holdUp({ blockers, questions, connections }: Plan, tried: boolean): string | null {
  if (!tried) return null
  if (blockers.length > 0) return 'Fill in what is marked, or untick the connection.'
  if (questions.length > 0) return null
  return connections.some(({ ticked }) => ticked)
    ? 'Nothing can be asked yet.'
    : 'Tick a connection, and give what it needs.'
}
