import { hrefOfAudit } from '#components/audit/href.ts'
import type { Zone } from '#components/format-time.ts'
import { Identifier } from '#components/identifier.tsx'
import { Time } from '#components/time.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { VisibleText } from '#components/visible-text.tsx'
import type { AuditFilter } from '#lib/audit/filter.ts'
import type { HoldView } from '#lib/evidence/hold.ts'
import type { EvidenceActing } from './acting.ts'
import { Decide } from './decide.tsx'
import { labelByHoldKind } from './hold-words.ts'

interface HoldsProps {
  readonly label: string
  readonly holds: readonly HoldView[]
  readonly zone: Zone
  readonly acting: EvidenceActing
}

/** Legal holds, those in force with the way to lift them. */
export function Holds({ label, holds, zone, acting }: HoldsProps) {
  return (
    <ul aria-label={label} className="divide-y rounded-xl border bg-card shadow-xs">
      {holds.map((hold) => (
        <li key={hold.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
          <div className="flex min-w-56 flex-1 flex-col gap-0.5">
            <span className="flex flex-wrap items-center gap-2 text-[13px] font-medium">
              <Badge variant="outline">{labelByHoldKind[hold.subjectKind].badge}</Badge>
              <Identifier
                id={hold.subject}
                of={labelByHoldKind[hold.subjectKind].subject.toLowerCase()}
                href={hrefOfAudit(filterOf(hold))}
              />
            </span>
            <span className="text-xs [overflow-wrap:anywhere] text-muted-foreground">
              “<VisibleText text={hold.reason} />” · set by {hold.setByName}{' '}
              <Time at={hold.setAt} zone={zone} as="age" />
            </span>
            {hold.liftedAt !== null && hold.liftReason !== null && (
              <span className="text-xs [overflow-wrap:anywhere] text-muted-foreground">
                Lifted by {hold.liftedByName} <Time at={hold.liftedAt} zone={zone} as="age" />: “
                <VisibleText text={hold.liftReason} />”
              </span>
            )}
          </div>
          {hold.liftedAt === null && (
            <Decide
              id={hold.id}
              does="Lift"
              of={`the hold on ${hold.subject}`}
              title={`Lift the hold on ${hold.subject}?`}
              done="The hold is lifted"
              act={acting.liftHold}
              confirmPassword={acting.confirmPassword}
            >
              What is older than its time is dropped by the next run of retention, and what was asked to be
              erased can be.
            </Decide>
          )}
        </li>
      ))}
    </ul>
  )
}

function filterOf({ subjectKind, subject }: HoldView): AuditFilter {
  if (subjectKind === 'player') return { playerId: subject }
  return subjectKind === 'transaction' ? { transactionId: subject } : { reason: subject }
}
