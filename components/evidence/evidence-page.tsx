import type { ReactNode } from 'react'
import { PageHeader } from '#components/page-header.tsx'
import { ProblemState } from '#components/problem-state.tsx'
import { getZone } from '#components/zone.ts'
import type { Actor } from '#lib/access/actor.ts'
import { settle } from '#lib/access/perform.ts'
import { listErasures } from '#lib/evidence/erasure-list.ts'
import { listHolds } from '#lib/evidence/hold.ts'
import { listRetention } from '#lib/evidence/retention-list.ts'
import type { EvidenceActing } from './acting.ts'
import { Erasures } from './erasures.tsx'
import { isHoldKind } from './hold-words.ts'
import { Holds } from './holds.tsx'
import { RequestErasure } from './request-erasure.tsx'
import { RetentionPart } from './retention-part.tsx'
import { SetHold } from './set-hold.tsx'

type Params = Readonly<Record<string, string | readonly string[] | undefined>>

interface EvidencePageProps {
  readonly actor: Actor
  /** `erase`: a player id. `hold`: a kind and a subject. Both open their form. */
  readonly params: Params
  readonly acting: EvidenceActing
}

/** What is to be erased, what is held, and what retention dropped. */
export async function EvidencePage({ actor, params, acting }: EvidencePageProps) {
  const [zone, found] = await Promise.all([
    getZone(),
    settle(async () => {
      const [erasures, holds, retention] = await Promise.all([
        listErasures(actor),
        listHolds(actor),
        listRetention(actor),
      ])
      return { erasures, holds, retention }
    }),
  ])
  if (!found.ok)
    return (
      <>
        <PageHeader title="Evidence" />
        <ProblemState problem={found.problem} />
      </>
    )
  const { erasures, holds, retention } = found.data
  const waiting = erasures.filter(({ decision }) => decision === null)
  const decided = erasures.filter(({ decision }) => decision !== null)
  const inForce = holds.filter(({ liftedAt }) => liftedAt === null)
  const lifted = holds.filter(({ liftedAt }) => liftedAt !== null)
  const listing = { zone, acting, actorId: actor.id }
  const { evidenceMonths, recordYears } = retention
  const { previewErasure, requestErasure, confirmPassword } = acting
  return (
    <>
      <PageHeader
        title="Evidence"
        description={
          <p className="max-w-prose">
            What was sent and received is kept for {span(evidenceMonths, 'month')}, look-ups and events for{' '}
            {span(recordYears, 'year')}. A hold keeps it longer; two people can erase it sooner.
          </p>
        }
        actions={
          <>
            <SetHold on={readHold(params)} setHold={acting.setHold} />
            <RequestErasure
              of={readText(params, 'erase')}
              previewErasure={previewErasure}
              requestErasure={requestErasure}
              confirmPassword={confirmPassword}
            />
          </>
        }
      />
      <Part title="Waiting for a second person">
        {waiting.length === 0 ? (
          <Nothing>Nobody has asked for an erasure that is not decided yet.</Nothing>
        ) : (
          <Erasures label="Waiting erasures" erasures={waiting} {...listing} />
        )}
      </Part>
      <Part title="Legal holds">
        {inForce.length === 0 ? (
          <Nothing>Nothing is held. What is held is neither erased nor dropped.</Nothing>
        ) : (
          <Holds label="Legal holds in force" holds={inForce} {...listing} />
        )}
      </Part>
      <Part title="Retention">
        <RetentionPart retention={retention} zone={zone} />
      </Part>
      {decided.length > 0 && (
        <Part title="Decided erasures">
          <Erasures label="Decided erasures" erasures={decided} {...listing} />
        </Part>
      )}
      {lifted.length > 0 && (
        <Part title="Lifted holds">
          <Holds label="Lifted holds" holds={lifted} {...listing} />
        </Part>
      )}
      <p className="max-w-prose text-[13px] leading-relaxed text-muted-foreground">
        Erased and dropped is what providers sent, and what they were sent, down to their own words. Status,
        amounts, codes and ids are your own financial record and stay for {span(recordYears, 'year')}.
      </p>
    </>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-sm font-semibold">{title}</h2>
      {children}
    </section>
  )
}

function Nothing({ children }: { readonly children: ReactNode }) {
  return (
    <p className="rounded-xl border border-dashed px-4 py-3.5 text-[13px] text-muted-foreground">
      {children}
    </p>
  )
}

function span(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'}`
}

function readText(params: Params, name: string): string | null {
  const value = params[name]
  return typeof value === 'string' && value !== '' ? value : null
}

function readHold(params: Params) {
  const [subjectKind = '', ...rest] = (readText(params, 'hold') ?? '').split(':')
  const subject = rest.join(':')
  return isHoldKind(subjectKind) && subject !== '' ? { subjectKind, subject } : null
}
