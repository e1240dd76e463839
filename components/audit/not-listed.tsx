import Link from 'next/link'
import { FaultState } from '#components/fault-state.tsx'
import type { FilterField } from '#components/filter-bar/filter-text.ts'
import type { SearchParams } from '#components/lookups/read-filter.ts'
import { ProblemState } from '#components/problem-state.tsx'
import { Button } from '#components/ui/button.tsx'
import type { Problem } from '#lib/access/problem.ts'
import { EventOutline } from './event-table.tsx'
import { type AuditPath, hrefOfPage } from './href.ts'

interface NotListedProps {
  readonly problem: Problem
  readonly path: AuditPath
  readonly params: SearchParams
  /** By which the list can be narrowed, for the names of what is wrong. */
  readonly fields?: readonly FilterField[]
}

/** In place of the rows: why they could not be read. It never looks like an empty list. */
export function NotListed({ problem, path, params, fields = [] }: NotListedProps) {
  if (problem.kind === 'denied') {
    return (
      <>
        <ProblemState problem={problem} />
        <Button asChild variant="outline" size="sm" className="self-start">
          <Link href="/activity">See your own activity</Link>
        </Button>
        <EventOutline />
      </>
    )
  }
  if (problem.kind !== 'invalid') {
    return (
      <>
        <ProblemState problem={problem} />
        <Button asChild variant="outline" size="sm" className="self-start">
          {/* The whole page anew: what surrounds the list may have been missed too. */}
          <a href={hrefOfPage(path, params, null)}>Try again</a>
        </Button>
      </>
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
