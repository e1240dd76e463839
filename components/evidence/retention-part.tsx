import type { Zone } from '#components/format-time.ts'
import { Time } from '#components/time.tsx'
import { Badge } from '#components/ui/badge.tsx'
import type { RetentionView, RunView } from '#lib/evidence/retention-list.ts'

interface RetentionPartProps {
  readonly retention: RetentionView
  readonly zone: Zone
}

/** What the last runs dropped, and when the next one is due. */
export function RetentionPart({ retention, zone }: RetentionPartProps) {
  const { runs, nextAt } = retention
  return (
    <>
      <p className="text-[13px] text-muted-foreground">
        {nextAt === null ? (
          'No run yet: the worker makes one when it starts.'
        ) : (
          <>
            Next run due <Time at={nextAt} zone={zone} />, and whenever a worker starts.
          </>
        )}
      </p>
      {runs.length > 0 && (
        <ul aria-label="Retention runs" className="divide-y rounded-xl border bg-card shadow-xs">
          {runs.map((run) => (
            <li
              key={`${run.class} ${run.at}`}
              className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 text-[13px]"
            >
              <Badge variant="outline">{wordsByClass[run.class]}</Badge>
              <span className="min-w-48 flex-1">{tellCounts(run)}</span>
              <span className="text-xs text-muted-foreground">
                from before <Time at={run.bound} zone={zone} /> · ran{' '}
                <Time at={run.at} zone={zone} as="age" />
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

const wordsByClass: Record<RunView['class'], string> = { evidence: 'Evidence', record: 'Look-ups and events' }

function tellCounts({ phase, counts }: RunView): string {
  const { held = '0', ...dropped } = counts
  const some = Object.entries(dropped).filter(([, count]) => count !== '0')
  const told = some.map(([name, count]) => `${count} ${words[name] ?? name}`).join(', ')
  const what =
    phase === 'begun' ? `Not finished: ${told} due` : told === '' ? 'Nothing was due' : `Dropped ${told}`
  return held === '0' ? what : `${what}; ${held} kept by a hold`
}

const words: Readonly<Record<string, string>> = {
  evidence: 'pieces of evidence',
  cells: 'rows’ cells',
  lookups: 'look-ups',
  exchanges: 'calls',
  events: 'events',
  batches: 'batches',
}
