import { Info } from 'lucide-react'
import { Fragment } from 'react'
import type { Zone } from '#components/format-time.ts'
import { Time } from '#components/time.tsx'
import { VisibleText } from '#components/visible-text.tsx'
import type { LookupView } from '#lib/lookups/public.ts'

interface ProvenancePartProps {
  readonly lookup: LookupView
  /** Of the provider, on the age of its data; null when it answers in real time. */
  readonly delay: string | null
  readonly zone: Zone
}

/** How fresh the answer is and how it came: age, duration, line, attempts, mapping. */
export function ProvenancePart({ lookup, delay, zone }: ProvenancePartProps) {
  const { answeredAt, durationMs, exchanges, mappingVersion, notices } = lookup
  if (answeredAt === null) return null
  const warned = notices.some(({ kind }) => kind === 'delay')
  const last = exchanges.at(-1)
  const facts = [
    durationMs !== null && `${durationMs.toLocaleString('en')} ms`,
    last && last.httpVersion !== null && `HTTP/${last.httpVersion} ${last.status ?? ''}`.trimEnd(),
    exchanges.length === 0 && 'nothing was sent',
    exchanges.length > 1 && `${exchanges.length} exchanges`,
    mappingVersion !== null && `mapping ${mappingVersion}`,
  ].filter((fact) => fact !== false && fact !== undefined)
  return (
    <div className="flex flex-col gap-1.5 text-xs text-muted-foreground">
      {delay !== null && !warned && (
        <p className="flex items-start gap-1.5">
          <Info aria-hidden className="mt-px size-3.5 shrink-0 text-info" />
          <span>
            <VisibleText text={delay} />
          </span>
        </p>
      )}
      <p>
        {verbOf(lookup)} <Time at={answeredAt} zone={zone} as="age" className="font-medium text-foreground" />{' '}
        <span className="whitespace-nowrap">
          · <Time at={answeredAt} zone={zone} />
        </span>{' '}
        {facts.map((fact, index) => (
          <Fragment key={fact}>
            {index > 0 && ' '}
            <span className="whitespace-nowrap tabular-nums">· {fact}</span>
          </Fragment>
        ))}
      </p>
    </div>
  )
}

function verbOf({ outcome }: LookupView): string {
  if (outcome === 'interrupted') return 'Given up'
  return outcome === 'fault' ? 'Ended' : 'Answered'
}
