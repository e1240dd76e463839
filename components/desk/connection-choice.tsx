'use client'

import { CircleCheck, CircleDashed, CirclePause } from 'lucide-react'
import { useState } from 'react'
import { Badge } from '#components/ui/badge.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { useHydrated } from '#components/use-hydrated.ts'
import { cn } from '#components/ui/cn.ts'
import { describeReadiness } from './describe.ts'
import type { ConnectionPlan } from './plan.ts'
import { QuestionField } from './question-field.tsx'

interface ConnectionChoiceProps {
  readonly plan: ConnectionPlan
  readonly transactions: number
  readonly tried: boolean
  /** What the server said of single inputs, by name. */
  readonly refusals: Readonly<Record<string, string>>
  readonly onTick: (ticked: boolean) => void
  readonly onGive: (name: string, value: string) => void
}

/** A connection that can be asked or could be: why, and what it still needs. */
export function ConnectionChoice(props: ConnectionChoiceProps) {
  const { plan, transactions, tried, refusals, onTick, onGive } = props
  const { connection, ticked, ready, fields } = plan
  const { id, label, provider, providerLabel, environment, summary, breaker } = connection
  const [all, setAll] = useState(false)
  // What is once shown stays while it is edited, complete or not.
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  const asked = fields.filter(
    ({ field, lacking, source, problem, value }) =>
      all ||
      (field.required && lacking > 0) ||
      (problem !== null && value !== '') ||
      source === 'earlier' ||
      source === 'shared' ||
      touched.has(field.name) ||
      refusals[field.name] !== undefined,
  )
  const isHydrated = useHydrated()
  const hidden = transactions === 1 ? fields.length - asked.length : 0
  const give = (name: string, value: string) => {
    setTouched((names) => new Set(names).add(name))
    onGive(name, value)
  }
  const Ready = ready > 0 ? CircleCheck : CircleDashed
  return (
    <li className={cn('flex flex-col gap-3 px-4 py-3', !ticked && 'bg-muted/30')}>
      <div className="flex gap-3">
        {isHydrated ? (
          <Checkbox
            id={`ask-${id}`}
            // A finger needs 24 pixels.
            className="relative mt-0.5 after:absolute after:-inset-1.5"
            checked={ticked}
            onCheckedChange={(checked) => onTick(checked === true)}
            aria-describedby={`about-${id}`}
          />
        ) : (
          <span className="mt-0.5 size-4 shrink-0 rounded-[4px] border border-input" />
        )}
        <div className="flex min-w-0 flex-1 flex-wrap items-start justify-between gap-x-6 gap-y-1">
          <div className="flex min-w-0 flex-col gap-0.5">
            <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <label htmlFor={`ask-${id}`} className="text-[13px] leading-5 font-medium">
                {label}
              </label>
              {!label.startsWith(providerLabel) && (
                <span className="text-xs text-muted-foreground">{providerLabel || provider}</span>
              )}
              <Badge variant="outline" className="py-0 text-[11px] text-muted-foreground">
                {environment}
              </Badge>
            </span>
            <span className="text-xs leading-relaxed text-muted-foreground">
              {summary}
              {ticked && transactions === 1 && (all || hidden > 0) && (
                <>
                  {' '}
                  <button
                    type="button"
                    aria-expanded={all}
                    onClick={() => setAll(!all)}
                    className="inline-block rounded-sm py-1 text-link underline-offset-4 outline-none hover:underline focus-visible:ring-[3px] focus-visible:ring-ring/50"
                  >
                    {all ? 'Only what it needs' : 'All inputs'}
                    <span className="sr-only"> of {label}</span>
                  </button>
                </>
              )}
            </span>
          </div>
          <div id={`about-${id}`} className="flex flex-col gap-0.5 text-xs leading-5">
            <span
              className={cn('flex items-start gap-1.5', ready > 0 ? 'text-success' : 'text-muted-foreground')}
            >
              <Ready aria-hidden className="mt-0.75 size-3.5 shrink-0" />
              {describeReadiness(plan, transactions)}
            </span>
            {breaker === 'open' && (
              <span className="flex items-start gap-1.5 text-warning">
                <CirclePause aria-hidden className="mt-0.75 size-3.5 shrink-0" />
                Paused after repeated faults; it may not be asked at once
              </span>
            )}
          </div>
        </div>
      </div>
      {ticked && asked.length > 0 && (
        <div
          role="group"
          aria-label={`Inputs of ${label}`}
          className="grid gap-x-4 gap-y-3 pl-7 sm:grid-cols-2 xl:grid-cols-3"
        >
          {asked.map((field) => (
            <QuestionField
              key={field.field.name}
              id={inputId(id, field.field.name)}
              plan={field}
              tried={tried}
              refusal={refusals[field.field.name] ?? null}
              onChange={(value) => give(field.field.name, value)}
            />
          ))}
        </div>
      )}
    </li>
  )
}

/** The id of an input's element, by which Ask finds what is missing. */
export function inputId(connection: string, name: string): string {
  return `input-${connection}-${name}`
}
