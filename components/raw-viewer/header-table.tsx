import type { ExchangeEvidence } from '#lib/lookups/evidence.ts'
import { EvidenceText } from './evidence-text.tsx'

/** Headers in the order in which they went or came. */
export function HeaderTable({ headers }: { readonly headers: ExchangeEvidence['requestHeaders'] }) {
  if (headers.length === 0) return <p className="px-3 py-2 text-xs text-muted-foreground">No headers.</p>
  return (
    <dl className="grid grid-cols-[minmax(8rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-1 px-3 py-2.5 font-mono text-xs">
      {headers.map(([name, value], index) => (
        <div key={index} className="col-span-2 grid grid-cols-subgrid">
          <dt className="break-words text-code-name">
            <EvidenceText text={name} />
          </dt>
          <dd className="break-words [overflow-wrap:anywhere]">
            <EvidenceText text={value} name={name} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
