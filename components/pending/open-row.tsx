import { NotReported } from '#components/amount.tsx'
import type { Zone } from '#components/format-time.ts'
import { CutMiddle } from '#components/identifier.tsx'
import { hrefOfLookup } from '#components/lookups/href.ts'
import { FirstAmount } from '#components/lookups/lookup-row.tsx'
import { StatusBadge } from '#components/status-badge.tsx'
import { lookOf } from '#components/status-look.ts'
import { Time } from '#components/time.tsx'
import { VisibleText } from '#components/visible-text.tsx'
import type { InVain, OpenRow as Open } from '#lib/pending/store.ts'

interface OpenRowProps {
  readonly open: Open
  /** Of its connection. */
  readonly label: string
  readonly asker: string
  readonly zone: Zone
}

const cell = 'px-3 py-1.5 max-md:p-0'

/** A row of the board: plain elements, since a page holds fifty. */
export function OpenRow({ open, label, asker, zone }: OpenRowProps) {
  const { id, transactionId, outcome, status, absence, providerCode, amounts, since, inVain } = open
  return (
    <tr
      data-peek={id}
      className="cursor-pointer border-b last:border-0 hover:bg-muted/60 max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto] max-md:items-center max-md:gap-x-3 max-md:gap-y-1 max-md:px-3 max-md:py-2.5"
    >
      <td className={`${cell} max-md:order-3`}>
        <StatusBadge
          lookup={{
            outcome,
            status,
            absence,
            fault: null,
            providerStatus: { code: providerCode, text: null },
          }}
        />
      </td>
      <td className={`${cell} max-md:order-1`}>
        <a
          data-peek-link
          href={hrefOfLookup(id)}
          title={transactionId}
          // Its two halves would be read as two words.
          aria-label={transactionId}
          className="flex min-w-0 rounded-sm text-link underline-offset-4 outline-none visited:text-visited hover:underline focus-visible:ring-[3px] focus-visible:ring-ring/50"
        >
          <span className="flex min-w-0 items-baseline font-mono text-[0.95em]">
            <CutMiddle text={transactionId} />
          </span>
        </a>
      </td>
      <td title={open.connection} className={`${cell} truncate max-md:order-5 max-md:text-muted-foreground`}>
        {label}
      </td>
      <td className={`${cell} text-right max-md:order-2`}>
        {amounts.length === 0 ? <NotReported /> : <FirstAmount lookup={{ amounts, outcome, status }} />}
      </td>
      <td className={`${cell} text-right max-md:order-4`}>
        <span className="text-muted-foreground md:hidden">open since </span>
        <Time at={since} zone={zone} as="age" />
      </td>
      <td
        className={`${cell} text-muted-foreground max-md:order-6 max-md:text-right max-md:text-xs md:max-lg:hidden`}
      >
        <span className="block truncate" title={asker}>
          <span className="md:hidden">asked </span>
          <Time at={open.askedAt} zone={zone} as="age" />
          {' by '}
          <VisibleText text={asker} />
        </span>
        {inVain && <span className="block truncate text-xs">{vainWords(inVain)}</span>}
      </td>
    </tr>
  )
}

/** What came of the newest question, since the status beside it is of an earlier one. */
function vainWords(inVain: InVain): string {
  const { word } = lookOf({ ...inVain, status: null })
  return inVain.outcome === null ? word : `In vain: ${word.slice(0, 1).toLowerCase()}${word.slice(1)}`
}
