import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Zone } from '#components/format-time.ts'
import { Time } from '#components/time.tsx'
import { VisibleText } from '#components/visible-text.tsx'
import type { RunResult } from '#lib/audit/runs/run-result.ts'
import { hrefOfEvent } from './href.ts'

interface VerificationFactsProps {
  readonly result: RunResult
  readonly zone: Zone
}

const mostNotices = 5

/** What a verification found: what is wrong first, then what it counted. */
export function VerificationFacts({ result, zone }: VerificationFactsProps) {
  const { outcome, fault, notices, newestOutside } = result
  const counted = outcome !== 'unchecked' && outcome !== 'cancelled'
  return (
    <>
      {fault !== null && (
        <p className="rounded-lg border border-danger/35 bg-danger-soft/55 px-3 py-2 text-[13px] [overflow-wrap:anywhere]">
          {fault.eventId !== null && (
            <>
              <Link
                href={hrefOfEvent(fault.eventId)}
                className="rounded-sm font-medium text-link underline underline-offset-4 outline-none focus-visible:ring-[3px] focus-visible:ring-ring/50"
              >
                First bad event {fault.eventId}
              </Link>
              {': '}
            </>
          )}
          <VisibleText text={fault.text} />
        </p>
      )}
      {counted && (
        <dl className="flex flex-wrap gap-x-6 gap-y-2 text-[13px]">
          {/* It stops at the first bad event: what it had counted by then is not all there is. */}
          {outcome === 'tampered' ? (
            <Count label="Events gone through">{result.events.toLocaleString('en')}</Count>
          ) : (
            <>
              <Count label="Events">{result.events.toLocaleString('en')}</Count>
              <Count label="Sealed">{result.seals.toLocaleString('en')}</Count>
              <Count label="Not yet sealed">{result.unsealed.toLocaleString('en')}</Count>
            </>
          )}
          <Count label="Took">{(result.durationMs / 1000).toLocaleString('en', seconds)} s</Count>
          <Count label="Checkpoints outside">{result.outsideCheckpoints.toLocaleString('en')}</Count>
          {newestOutside !== null && (
            <Count label="Newest of them">
              <Time at={newestOutside.signedAt} zone={zone} /> (
              <Time at={newestOutside.signedAt} zone={zone} as="age" />
              ), {newestOutside.size.toLocaleString('en')} leaves
            </Count>
          )}
        </dl>
      )}
      {notices.length > 0 && (
        <ul aria-label="Notices" className="list-disc pl-4 text-[13px] text-muted-foreground">
          {notices.slice(0, mostNotices).map((notice) => (
            <li key={notice} className="[overflow-wrap:anywhere]">
              <VisibleText text={notice} />
            </li>
          ))}
          {notices.length > mostNotices && <li>and {notices.length - mostNotices} more</li>}
        </ul>
      )}
    </>
  )
}

const seconds = { minimumFractionDigits: 1, maximumFractionDigits: 1 }

function Count({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="flex flex-col">
      <dt className="text-xs text-muted-foreground">{label}</dt>
      <dd className="tabular-nums">{children}</dd>
    </div>
  )
}
