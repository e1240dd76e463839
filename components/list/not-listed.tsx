import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { FaultState } from '#components/fault-state.tsx'
import type { FilterField } from '#components/filter-bar/filter-text.ts'
import { ProblemState } from '#components/problem-state.tsx'
import { Button } from '#components/ui/button.tsx'
import type { Problem } from '#lib/access/problem.ts'

interface NotListedProps {
  readonly problem: Problem
  /** The list as it is narrowed, from its beginning. */
  readonly newest: Route
  /** For who may not see the rows: where to go instead, and the columns. */
  readonly denied: ReactNode
  /** By which the list can be narrowed, for the names of what is wrong. */
  readonly fields?: readonly FilterField[]
}

/** In place of the rows: why they could not be read. It never looks like an empty list. */
export function NotListed({ problem, newest, denied, fields = [] }: NotListedProps) {
  if (problem.kind === 'denied') {
    return (
      <>
        <ProblemState problem={problem} />
        {denied}
      </>
    )
  }
  if (problem.kind !== 'invalid') {
    return (
      <>
        <ProblemState problem={problem} />
        <Button asChild variant="outline" size="sm" className="self-start">
          {/* The whole page anew: what surrounds the list may have been missed too. */}
          <a href={newest}>Try again</a>
        </Button>
      </>
    )
  }
  if (Object.keys(problem.fields).join() === 'cursor') {
    return (
      <FaultState
        title="This place in the list is gone"
        action={
          <Button asChild variant="outline" size="sm">
            <Link href={newest}>Go to the newest</Link>
          </Button>
        }
      >
        The address is from another list, or was cut short.
      </FaultState>
    )
  }
  return (
    <FaultState title="This filter cannot be read">
      <ul>
        {Object.entries(problem.fields).map(([name, sentence]) => (
          <li key={name}>
            <code className="font-mono">{fields.find(({ param }) => param === name)?.word ?? name}</code>{' '}
            {sentence}.
          </li>
        ))}
      </ul>
      <p className="text-muted-foreground">Correct it above; the rest of it stays.</p>
    </FaultState>
  )
}
