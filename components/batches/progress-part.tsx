import type { Zone } from '#components/format-time.ts'
import type { BatchView } from '#lib/batches/view.ts'
import type { ConnectionDescription } from '#lib/connections/describe.ts'
import { Bar } from './bar.tsx'
import { lookByState } from './batch-look.ts'
import { ConnectionLines } from './connection-lines.tsx'
import { percentOf, progressWords, rateWords } from './progress-words.ts'

interface ProgressPartProps {
  readonly batch: BatchView
  /** Rows a second; null while it is not known. */
  readonly pace: number | null
  readonly connections: readonly ConnectionDescription[]
  readonly zone: Zone
}

/** How far the batch is, in a bar and in words, and each connection of it. */
export function ProgressPart({ batch: { state, progress }, pace, connections, zone }: ProgressPartProps) {
  const { done, toAsk, faults } = progress
  const percent = percentOf(done, toAsk)
  // What waits for a provider that rests goes at no pace.
  const moving =
    state === 'running' &&
    progress.connections.some(({ waiting, running, paused }) => running > 0 || (waiting > 0 && !paused))
  const words = progressWords({ done, toAsk, faults, rate: pace, moving })
  const rate = moving ? rateWords(pace) : null
  return (
    <section
      aria-label="Progress"
      className="flex flex-col gap-3 rounded-xl border bg-card px-4 py-3.5 shadow-xs"
    >
      <div className="flex flex-col gap-2">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 text-[13px]">
          <p className="font-medium tabular-nums">{words}</p>
          <p className="text-muted-foreground tabular-nums">
            {percent} %{rate !== null && ` · ${rate}`}
          </p>
        </div>
        <div
          role="progressbar"
          aria-label="Rows done"
          aria-valuenow={percent}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuetext={words}
          className="h-2"
        >
          <Bar percent={percent} resting={state !== 'running' && state !== 'finished'} />
        </div>
        {/* Each row would be too many words for who listens. */}
        <p aria-live="polite" className="sr-only">
          {lookByState[state].word}. {Math.floor(percent / 10) * 10} % done.
        </p>
      </div>
      <ConnectionLines lines={progress.connections} connections={connections} zone={zone} />
    </section>
  )
}
