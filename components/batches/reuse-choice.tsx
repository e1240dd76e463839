import Link from 'next/link'
import type { SearchParams } from '#components/lookups/read-filter.ts'
import { cn } from '#components/ui/cn.ts'
import { hrefWith } from './href.ts'
import { countOf } from './progress-words.ts'

const choices = [
  [null, 'ask all'],
  [15, '15 min'],
  [60, '1 h'],
  [360, '6 h'],
  [1_440, '24 h'],
] as const

/** How old an answer may be that is taken over, in minutes, as the address says; null asks all. */
export function readReuse(params: SearchParams): number | null {
  const given = Number(params['reuse'])
  return choices.find(([minutes]) => minutes === given)?.[0] ?? null
}

interface ReuseChoiceProps {
  readonly batchId: string
  readonly minutes: number | null
  readonly reusable: number
}

/** Whether rows that were answered lately are asked again. */
export function ReuseChoice({ batchId, minutes, reusable }: ReuseChoiceProps) {
  return (
    <section className="flex flex-wrap items-center gap-x-3 gap-y-2 text-[13px]">
      <h2 id="reuse" className="font-medium">
        Take over answers of the last
      </h2>
      <ul aria-labelledby="reuse" className="flex flex-wrap gap-1">
        {choices.map(([value, label]) => (
          <li key={label}>
            <Link
              href={hrefWith(`/batches/${batchId}`, {}, { reuse: value === null ? null : String(value) })}
              scroll={false}
              replace
              aria-current={value === minutes ? 'true' : undefined}
              className={cn(
                'inline-flex h-7 items-center rounded-md border bg-card px-2.5 outline-none hover:bg-accent focus-visible:ring-[3px] focus-visible:ring-ring/50',
                value === minutes && 'border-primary ring-1 ring-primary',
              )}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
      {minutes !== null && (
        <p className="text-muted-foreground">
          {reusable === 0
            ? 'No row was answered so lately.'
            : `${countOf(reusable, 'row')} will not be asked again.`}
        </p>
      )}
    </section>
  )
}
