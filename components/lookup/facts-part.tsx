import { Identifier } from '#components/identifier.tsx'
import type { Zone } from '#components/format-time.ts'
import { Time } from '#components/time.tsx'
import { VisibleText } from '#components/visible-text.tsx'
import type { LookupView } from '#lib/lookups/public.ts'
import { wordsByOperation } from '#lib/lookups/words.ts'
import type { ProviderTime } from '#lib/providers/answer.ts'
import { Fact, Facts } from './fact.tsx'

interface FactsPartProps {
  readonly lookup: LookupView
  readonly zone: Zone
}

/** What the answer names beside status and money: operation, times, ids. */
export function FactsPart({ lookup, zone }: FactsPartProps) {
  const { operation, providerOperation, providerTimes, references } = lookup
  const { created, resolved } = providerTimes
  if (!operation && !created && !resolved && !references.transactionId && !references.traceId) return null
  return (
    <Facts>
      {operation !== null && (
        <Fact label="Operation">
          <span>
            {wordsByOperation[operation]}
            {providerOperation !== null && providerOperation.toLowerCase() !== operation && (
              <span className="ml-1.5 font-mono text-xs text-muted-foreground">
                <VisibleText text={providerOperation} />
              </span>
            )}
          </span>
        </Fact>
      )}
      {created !== null && <TimeFact label="Created" time={created} zone={zone} />}
      {resolved !== null && (
        <TimeFact
          label={lookup.status === 'not_applicable' ? 'Balance as of' : 'Resolved'}
          time={resolved}
          zone={zone}
        />
      )}
      {references.transactionId !== null && (
        <Fact label="Refers to">
          <Identifier id={references.transactionId} of="reference transaction id" />
        </Fact>
      )}
      {references.traceId !== null && (
        <Fact label="Trace id">
          <Identifier id={references.traceId} of="trace id" />
        </Fact>
      )}
    </Facts>
  )
}

function TimeFact({ label, time, zone }: { label: string; time: ProviderTime; zone: Zone }) {
  return (
    <Fact label={label}>
      {time.at === null ? (
        <span>not a time we can read</span>
      ) : (
        <Time at={time.at} zone={zone} precision="millisecond" />
      )}
      <span className="font-mono text-xs text-muted-foreground [overflow-wrap:anywhere]">
        <span className="sr-only">as sent: </span>
        <VisibleText text={time.text} />
      </span>
    </Fact>
  )
}
