import { Hourglass } from 'lucide-react'
import type { Preflight } from '#lib/batches/preflight.ts'
import { countOf, number, spanWords } from './progress-words.ts'

/** The numbers: of the list, and of each connection. */
export function PreflightFacts({ flight }: { readonly flight: Preflight }) {
  const { rows, toAsk, duplicates, invalid, reusable, calls, seconds, needsApproval, connections } = flight
  return (
    <section aria-label="What will happen" className="flex flex-col gap-3">
      <dl className="grid grid-cols-[repeat(auto-fill,minmax(8.5rem,1fr))] gap-2">
        <Fact label="Rows" value={number(rows)} />
        <Fact label="Will be asked" value={number(toAsk)} />
        <Fact label="Duplicates, asked once" value={number(duplicates)} />
        <Fact label="Cannot be asked" value={number(invalid)} tone={invalid > 0 ? 'text-warning' : ''} />
        <Fact label="Earlier answers taken" value={number(reusable)} />
        <Fact label="Calls" value={number(calls)} />
        <Fact label="Will take" value={toAsk === 0 ? 'nothing' : spanWords(seconds)} />
      </dl>
      {needsApproval && (
        <p className="flex items-start gap-2 rounded-lg border border-warning/40 bg-warning-soft/50 px-3 py-2 text-[13px]">
          <Hourglass aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
          With more than 10,000 rows to ask, starting it asks a second person to approve. Nothing is asked
          until then.
        </p>
      )}
      {connections.length > 0 && (
        <div className="overflow-x-auto rounded-xl border bg-card">
          <table className="w-full text-[13px]">
            <caption className="sr-only">By connection</caption>
            <thead className="border-b bg-muted/40 text-xs text-muted-foreground">
              <tr>
                <th scope="col" className="h-8 px-3 text-left font-medium">
                  Connection
                </th>
                <th scope="col" className="px-3 text-right font-medium">
                  Rows
                </th>
                <th scope="col" className="px-3 text-right font-medium">
                  Taken over
                </th>
                <th scope="col" className="px-3 text-right font-medium">
                  Calls
                </th>
                <th scope="col" className="px-3 text-right font-medium">
                  Takes
                </th>
              </tr>
            </thead>
            <tbody>
              {connections.map((one) => (
                <tr key={one.connection} className="border-b last:border-0">
                  <td className="px-3 py-1.5">{one.label}</td>
                  <td className="px-3 text-right tabular-nums">{number(one.rows)}</td>
                  <td className="px-3 text-right tabular-nums">{number(one.reusable)}</td>
                  <td className="px-3 text-right tabular-nums">{number(one.calls)}</td>
                  <td
                    className="px-3 text-right whitespace-nowrap"
                    title={
                      one.typicalMs === null
                        ? 'Nothing was asked there lately: a second a call is reckoned with'
                        : `A call lately took ${number(one.typicalMs)} ms`
                    }
                  >
                    {one.rows === 0 ? '' : spanWords(one.seconds)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {toAsk > 0 && (
        <p className="text-xs text-muted-foreground">
          {countOf(calls, 'call')} at the limits of the connections, if nobody else asks. Once it runs the
          page may be closed.
        </p>
      )}
    </section>
  )
}

interface FactProps {
  readonly label: string
  readonly value: string
  readonly tone?: string
}

function Fact({ label, value, tone = '' }: FactProps) {
  return (
    <div className="flex flex-col gap-0.5 rounded-lg border bg-card px-3 py-2 shadow-xs">
      <dt className="text-xs text-muted-foreground">{label}</dt>
      <dd className={`text-lg leading-6 font-semibold tabular-nums ${tone}`}>{value}</dd>
    </div>
  )
}
