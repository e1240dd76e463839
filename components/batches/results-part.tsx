'use client'

import { useState } from 'react'
import { ExportLinks, type ExportActions } from '#components/audit/export-links.tsx'
import { mostUnconfirmed } from '#lib/files/format.ts'
import { Choice } from './choice.tsx'
import { countOf } from './progress-words.ts'

type Only = 'all' | 'faults' | 'differences'

interface ResultsPartProps extends ExportActions {
  readonly batchId: string
  /** How many rows each file holds now; null where only the file can tell. */
  readonly rows: Readonly<Record<Only, number | null>>
}

/** The results as files: the columns as they came, in their order, then ours. */
export function ResultsPart({ batchId, rows, ...actions }: ResultsPartProps) {
  const [only, setOnly] = useState<Only>('all')
  const count = rows[only]
  const href = (format: string) => `/batches/${batchId}/results?format=${format}&only=${only}`
  return (
    <section aria-label="Results as a file" className="flex flex-wrap items-center gap-2">
      <Choice
        aria-label="Which rows"
        value={only}
        className="w-40"
        onChange={({ target }) => setOnly(choices.find(([one]) => one === target.value)?.[0] ?? 'all')}
      >
        {choices.map(([value, label]) => (
          <option key={value} value={value} disabled={rows[value] === 0}>
            {label}
          </option>
        ))}
      </Choice>
      <ExportLinks
        {...actions}
        hrefs={{ csv: href('csv'), xlsx: href('xlsx'), jsonl: href('jsonl') }}
        count={count === null ? 'what differs' : countOf(count, 'row')}
        matched={count ?? rows.all ?? 0}
        guarded={(count ?? rows.all ?? 0) > mostUnconfirmed}
      />
    </section>
  )
}

const choices = [
  ['all', 'All rows'],
  ['differences', 'Only differences'],
  ['faults', 'Only faults'],
] as const satisfies readonly (readonly [Only, string])[]
