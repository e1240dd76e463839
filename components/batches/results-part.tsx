'use client'

import { useState } from 'react'
import { type ExportActions, ExportLinks } from '#components/audit/export-links.tsx'
import { mostUnconfirmed } from '#lib/files/format.ts'
import { Choice } from './choice.tsx'
import { countOf, number } from './progress-words.ts'
import { type DifferenceCount, useDifferences } from './use-differences.ts'

type Only = 'all' | 'faults' | 'differences'

interface ResultsPartProps extends ExportActions {
  readonly batchId: string
  /** Where the batch stands: what differed before differs no more when it goes on. */
  readonly state: string
  /** How many rows each file holds now. What differs is counted once it is chosen. */
  readonly rows: Readonly<Record<Exclude<Only, 'differences'>, number>>
}

/** The results as files: the columns as they came, in their order, then ours. */
export function ResultsPart({ batchId, state, rows, ...actions }: ResultsPartProps) {
  const [only, setOnly] = useState<Only>('all')
  const differences = useDifferences(batchId, only === 'differences', state)
  const counted = typeof differences === 'number' ? differences : null
  const counts = { ...rows, differences: counted }
  const count = counts[only]
  const href = (format: string) => `/batches/${batchId}/results?format=${format}&only=${only}`
  const news = only === 'differences' ? sayDifferences(differences) : null
  return (
    <section aria-label="Results as a file" className="flex flex-wrap items-center gap-2">
      <Choice
        aria-label="Which rows"
        value={only}
        className="w-52"
        onChange={({ target }) => setOnly(choices.find(([one]) => one === target.value)?.[0] ?? 'all')}
      >
        {choices.map(([value, label]) => (
          <option key={value} value={value} disabled={counts[value] === 0 && only !== value}>
            {label}
            {counts[value] !== null && ` (${number(counts[value])})`}
          </option>
        ))}
      </Choice>
      {count !== 0 && news !== counting && (
        <ExportLinks
          {...actions}
          hrefs={{ csv: href('csv'), xlsx: href('xlsx'), jsonl: href('jsonl') }}
          count={count === null ? 'what differs' : countOf(count, 'row')}
          matched={count ?? rows.all}
          guarded={(count ?? rows.all) > mostUnconfirmed}
        />
      )}
      <p role="status" className="text-[13px] text-muted-foreground empty:hidden">
        {news}
      </p>
    </section>
  )
}

const counting = 'Counting what differs …'

/** Null where the buttons say it. */
function sayDifferences(count: DifferenceCount): string | null {
  switch (count) {
    case 'counting':
      return counting
    case 'failed':
      return 'It could not be counted how many differ.'
    case 0:
      return 'No answer differs from the one before it, or from another connection’s.'
    default:
      return null
  }
}

const choices = [
  ['all', 'All rows'],
  ['differences', 'Only differences'],
  ['faults', 'Only faults'],
] as const satisfies readonly (readonly [Only, string])[]
