import { CircleCheck, CircleSlash, Hourglass, Undo2 } from 'lucide-react'
import { Identifier } from '#components/identifier.tsx'
import { hrefOfAudit } from '#components/audit/href.ts'
import { LookBadge } from '#components/status-badge.tsx'
import type { Look } from '#components/status-look.ts'
import type { Zone } from '#components/format-time.ts'
import { Time } from '#components/time.tsx'
import { Button } from '#components/ui/button.tsx'
import { VisibleText } from '#components/visible-text.tsx'
import type { ErasureView } from '#lib/evidence/erasure-list.ts'
import type { EvidenceActing } from './acting.ts'
import { Decide } from './decide.tsx'

interface ErasuresProps {
  readonly label: string
  readonly erasures: readonly ErasureView[]
  readonly actorId: string
  readonly zone: Zone
  readonly acting: EvidenceActing
}

/** Requests for erasure: what can be decided about those that wait, what was decided about the others. */
export function Erasures({ label, erasures, actorId, zone, acting }: ErasuresProps) {
  return (
    <ul aria-label={label} className="divide-y rounded-xl border bg-card shadow-xs">
      {erasures.map((erasure) => (
        <li key={erasure.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
          <div className="flex min-w-56 flex-1 flex-col gap-0.5">
            <span className="text-[13px] font-medium">
              <Identifier
                id={erasure.playerId}
                of="player id"
                href={hrefOfAudit({ playerId: erasure.playerId })}
              />
            </span>
            <span className="text-xs [overflow-wrap:anywhere] text-muted-foreground">
              “<VisibleText text={erasure.reason} />” · asked by {erasure.requestedByName}{' '}
              <Time at={erasure.requestedAt} zone={zone} as="age" />
            </span>
            {erasure.decidedAt === null && erasure.requestedBy === actorId && (
              <span id={idOfWhy(erasure.id)} className="text-xs text-muted-foreground">
                You asked for it: another manager decides.
              </span>
            )}
            {erasure.decidedAt !== null && (
              <span className="text-xs [overflow-wrap:anywhere] text-muted-foreground">
                {wordsByDecision[erasure.decision ?? 'withdrawn']} by {erasure.decidedByName}{' '}
                <Time at={erasure.decidedAt} zone={zone} as="age" />
                {erasure.decisionReason !== null && (
                  <>
                    : “<VisibleText text={erasure.decisionReason} />”
                  </>
                )}
              </span>
            )}
          </div>
          <LookBadge look={lookByDecision[erasure.decision ?? 'waiting']} />
          {erasure.decision === null && (
            <Decisions erasure={erasure} own={erasure.requestedBy === actorId} acting={acting} />
          )}
        </li>
      ))}
    </ul>
  )
}

interface DecisionsProps {
  readonly erasure: ErasureView
  readonly own: boolean
  readonly acting: EvidenceActing
}

function Decisions({ erasure, own, acting }: DecisionsProps) {
  const { id, playerId } = erasure
  const { approveErasure, refuseErasure, withdrawErasure, confirmPassword } = acting
  const of = `the erasure of ${playerId}`
  if (own)
    return (
      <span className="flex flex-wrap items-center gap-2">
        <Decide
          id={id}
          does="Withdraw"
          of={of}
          title="Withdraw this request?"
          done="The request is withdrawn"
          act={withdrawErasure}
          confirmPassword={confirmPassword}
        >
          Nothing is erased. You asked for it, so another manager has to approve it if it stays.
        </Decide>
        <Button variant="destructive" size="sm" disabled aria-describedby={idOfWhy(id)}>
          Erase
          <span className="sr-only"> evidence about {playerId}</span>
        </Button>
      </span>
    )
  return (
    <span className="flex flex-wrap gap-2">
      <Decide
        id={id}
        does="Refuse"
        of={of}
        title="Refuse this request?"
        done="The request is refused"
        act={refuseErasure}
        confirmPassword={confirmPassword}
      >
        Nothing is erased. It can be asked for again.
      </Decide>
      <Decide
        id={id}
        does="Erase"
        of={`evidence about ${playerId}`}
        title={`Erase what providers sent about ${playerId}?`}
        done="Erased: nobody can read it any more"
        grave
        act={approveErasure}
        confirmPassword={confirmPassword}
      >
        The keys are destroyed at once, and nothing brings them back, unless a copy of the database from
        before is kept somewhere. Status, amounts, codes and ids stay, and the audit keeps verifying.
      </Decide>
    </span>
  )
}

/** Of what says why a button is off. */
const idOfWhy = (id: string) => `${id}-why`

const wordsByDecision = { approved: 'Approved', refused: 'Refused', withdrawn: 'Withdrawn' } as const

const lookByDecision: Record<'waiting' | NonNullable<ErasureView['decision']>, Look> = {
  waiting: { icon: Hourglass, word: 'Waits for a second person', tone: 'warning', about: 'question' },
  approved: { icon: CircleCheck, word: 'Erased', tone: 'success', about: 'question' },
  refused: { icon: CircleSlash, word: 'Refused', tone: 'neutral', about: 'question' },
  withdrawn: { icon: Undo2, word: 'Withdrawn', tone: 'neutral', about: 'question' },
}
