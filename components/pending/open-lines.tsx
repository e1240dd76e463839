import Link from 'next/link'
import { Amount, NotReported } from '#components/amount.tsx'
import { hrefWith } from '#components/batches/href.ts'
import { number } from '#components/batches/progress-words.ts'
import type { Zone } from '#components/format-time.ts'
import { type ListColumn, ListFrame } from '#components/list/list-frame.tsx'
import type { SearchParams } from '#components/lookups/read-filter.ts'
import { Time } from '#components/time.tsx'
import { VisibleText } from '#components/visible-text.tsx'
import { type Age, ages, noCurrency } from '#lib/pending/filter.ts'
import type { OpenLine } from '#lib/pending/store.ts'
import { wordsByAge } from './filter-fields.ts'

interface OpenLinesProps {
  readonly lines: readonly OpenLine[]
  /** Labels by id of connection. */
  readonly labels: ReadonlyMap<string, string>
  readonly params: SearchParams
  readonly zone: Zone
}

const cell = 'px-3 py-1.5 align-top leading-6 max-md:p-0'

/** What is open by connection and currency: how many, how much, how old. Every number leads to its rows. */
export function OpenLines({ lines, labels, params, zone }: OpenLinesProps) {
  return (
    <ListFrame caption="Open by connection and currency" columns={columns}>
      <tbody className="max-md:block">
        {lines.map((line) => {
          const { connection, currency, rows, byAge, oldest } = line
          const label = labels.get(connection) ?? connection
          const narrowed = { connection, currency: currency ?? noCurrency, cursor: null }
          const where = `at ${label}, ${currency === null ? 'no currency told' : `in ${currency}`}`
          return (
            <tr
              key={`${connection} ${currency}`}
              className="border-b last:border-0 max-md:grid max-md:grid-cols-4 max-md:gap-x-3 max-md:gap-y-1 max-md:px-3 max-md:py-2.5"
            >
              <td title={connection} className={`${cell} truncate max-md:col-span-3`}>
                {label}
              </td>
              <td className={`${cell} max-md:order-2 max-md:text-muted-foreground`}>
                {currency === null ? (
                  <span className="text-xs whitespace-nowrap text-muted-foreground">none told</span>
                ) : (
                  <VisibleText text={currency} />
                )}
              </td>
              <td className={`${cell} text-right max-md:order-1`}>
                <Count count={rows} of={where} href={hrefWith('/pending', params, narrowed)} />
                <span className="md:hidden"> open</span>
              </td>
              <td className={`${cell} max-md:order-3 max-md:col-span-3`}>
                <Sums line={line} />
              </td>
              <td className={`${cell} text-right text-muted-foreground max-lg:hidden`}>
                <Time at={oldest} zone={zone} as="age" />
              </td>
              {ages.map((age) => (
                <td key={age} className={`${cell} text-right max-md:order-4 max-md:text-left`}>
                  <span aria-hidden className="block text-xs leading-4 text-muted-foreground md:hidden">
                    {shortByAge[age]}
                  </span>
                  <Count
                    count={byAge[age]}
                    of={`${where}, ${wordsByAge[age]}`}
                    href={hrefWith('/pending', params, { ...narrowed, age })}
                  />
                </td>
              ))}
            </tr>
          )
        })}
      </tbody>
    </ListFrame>
  )
}

interface CountProps {
  readonly count: number
  /** Which ones, for who only hears the number. */
  readonly of: string
  readonly href: ReturnType<typeof hrefWith>
}

function Count({ count, of, href }: CountProps) {
  if (count === 0) return <span className="text-muted-foreground tabular-nums">0</span>
  return (
    <Link
      href={href}
      aria-label={`${number(count)} open ${of}`}
      className="rounded-sm text-link tabular-nums underline-offset-4 outline-none hover:underline focus-visible:ring-[3px] focus-visible:ring-ring/50"
    >
      {number(count)}
    </Link>
  )
}

/** Of the money that was told, in the currency beside it. How many told none stands for itself, and is not zero. */
function Sums({ line: { rows, sums, withoutAmount } }: { readonly line: OpenLine }) {
  return (
    <ul className="text-right">
      {sums.map(({ kind, rows: telling, amount }) => (
        <li key={kind}>
          <span className="text-xs text-muted-foreground">
            {kind !== 'total' && `${kind} `}
            {telling < rows && `in ${number(telling)} `}
          </span>
          <Amount amount={amount} currency={null} className="[overflow-wrap:anywhere] whitespace-normal" />
        </li>
      ))}
      {withoutAmount > 0 && (
        <li>
          {withoutAmount < rows && (
            <span className="text-xs text-muted-foreground">in {number(withoutAmount)} </span>
          )}
          <NotReported />
        </li>
      )}
    </ul>
  )
}

const shortByAge: Record<Age, string> = {
  '<1h': '< 1 h',
  '1h-24h': '1–24 h',
  '1d-3d': '1–3 d',
  '>3d': '> 3 d',
}

const columns: readonly ListColumn[] = [
  ['Connection', ''],
  ['Currency', 'w-[10%]'],
  ['Open', 'w-[8%] text-right'],
  ['Amount, exact', 'w-[22%] text-right'],
  ['Oldest', 'w-[9%] text-right max-lg:hidden'],
  ...ages.map((age): ListColumn => [shortByAge[age], 'w-[8.5%] text-right whitespace-nowrap']),
]
