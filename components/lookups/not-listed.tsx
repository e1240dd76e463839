import { FaultState } from '#components/fault-state.tsx'
import type { FilterField } from '#components/filter-bar/filter-text.ts'
import { ProblemState } from '#components/problem-state.tsx'
import type { Problem } from '#lib/access/problem.ts'
import { LookupOutline } from './lookup-table.tsx'

interface NotListedProps {
  readonly problem: Problem
  readonly fields: readonly FilterField[]
}

/** In place of the rows: why they could not be read. It never looks like an empty list. */
export function NotListed({ problem, fields }: NotListedProps) {
  if (problem.kind !== 'invalid') {
    return (
      <>
        <ProblemState problem={problem} />
        {problem.kind === 'denied' && <LookupOutline />}
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
