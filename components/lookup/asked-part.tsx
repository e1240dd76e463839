import { VisibleText } from '#components/visible-text.tsx'
import { Time } from '#components/time.tsx'
import type { Zone } from '#components/format-time.ts'
import type { ConnectionDescription } from '#lib/connections/describe.ts'
import type { LookupView } from '#lib/lookups/public.ts'
import { wordsByOrigin } from '#lib/lookups/words.ts'
import { Fact, Facts } from './fact.tsx'

interface AskedPartProps {
  readonly lookup: LookupView
  readonly connection: ConnectionDescription | null
  readonly zone: Zone
}

/** The question itself: who asked it, when, and with what. */
export function AskedPart({ lookup, connection, zone }: AskedPartProps) {
  const { input, askedAt, askedByName, origin, reason } = lookup
  return (
    <details className="text-[13px]">
      <summary className="cursor-pointer rounded-sm py-1 text-xs text-muted-foreground outline-none hover:text-foreground focus-visible:ring-[3px] focus-visible:ring-ring/50">
        What was asked
      </summary>
      <div className="mt-2 flex flex-col gap-1.5">
        <Facts>
          <Fact label="By">
            <span>
              {askedByName}, {wordsByOrigin[origin]}
            </span>
            <Time at={askedAt} zone={zone} className="text-xs text-muted-foreground" />
          </Fact>
          {reason !== null && (
            <Fact label="Reason">
              <VisibleText text={reason} />
            </Fact>
          )}
          {Object.entries(input).map(([name, value]) => (
            <Fact key={name} label={connection?.inputs.find((field) => field.name === name)?.label ?? name}>
              <span className="font-mono text-xs [overflow-wrap:anywhere]">
                {value.startsWith('[masked:') ? (
                  <span className="text-muted-foreground">not kept</span>
                ) : (
                  <VisibleText text={value} />
                )}
              </span>
            </Fact>
          ))}
          <Fact label="Reference">
            <span className="font-mono text-xs [overflow-wrap:anywhere]">{lookup.id}</span>
          </Fact>
        </Facts>
      </div>
    </details>
  )
}
