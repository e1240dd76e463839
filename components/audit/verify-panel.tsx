'use client'

import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { callAction } from '#components/desk/call-action.ts'
import { Queries } from '#components/desk/queries.tsx'
import type { Zone } from '#components/format-time.ts'
import { LookBadge } from '#components/status-badge.tsx'
import { Time } from '#components/time.tsx'
import { Button } from '#components/ui/button.tsx'
import { VisibleText } from '#components/visible-text.tsx'
import type { VerificationRun } from '#lib/audit/runs/store.ts'
import { useVerification, type VerificationActions } from './use-verification.ts'
import { VerificationFacts } from './verification-facts.tsx'
import { lookOfRun, sayRun } from './verification-look.ts'

interface VerifyPanelProps extends VerificationActions {
  readonly initial: VerificationRun | null
  readonly zone: Zone
}

/** Whether the record is as it was written: the last verification, and a button for the next. */
export function VerifyPanel(props: VerifyPanelProps) {
  return (
    <Queries>
      <LivePanel {...props} />
    </Queries>
  )
}

function LivePanel({ initial, zone, startVerification, cancelVerification }: VerifyPanelProps) {
  const { run, trouble, show } = useVerification(initial)
  const [pending, setPending] = useState(false)
  const running = run !== null && run.finishedAt === null

  async function start() {
    setPending(true)
    const started = await callAction(() => startVerification({}))
    setPending(false)
    if (started.ok) show(started.data)
    else toast.error('The verification did not begin', { description: started.problem.message })
  }
  async function cancel(id: string) {
    setPending(true)
    const cancelled = await callAction(() => cancelVerification({ id }))
    setPending(false)
    if (!cancelled.ok) toast.error('Nothing was cancelled', { description: cancelled.problem.message })
  }

  return (
    <section
      aria-labelledby="verification"
      className="flex flex-col gap-2.5 rounded-xl border bg-card px-4 py-3 shadow-xs"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 id="verification" className="text-sm font-semibold">
          The record
        </h2>
        <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1 text-[13px] max-sm:basis-full">
          <div role="status" className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
            <LookBadge look={lookOfRun(run)} />
            {!running && <span className="min-w-0">{sayRun(run)}</span>}
          </div>
          {/* Twice a second: seen, and not read out. */}
          {running && <span className="min-w-0">{sayRun(run)}</span>}
        </div>
        {running ? (
          <Button
            variant="outline"
            size="sm"
            disabled={pending || run.cancelling}
            onClick={() => void cancel(run.id)}
          >
            Cancel
          </Button>
        ) : (
          <Button size="sm" disabled={pending} onClick={() => void start()}>
            <ShieldCheck /> Verify
          </Button>
        )}
      </div>
      {running && (
        <progress
          aria-label="Sealed events gone through"
          value={run.done}
          max={Math.max(run.total, run.done, 1)}
          className="h-1.5 w-full overflow-hidden rounded-full [&::-moz-progress-bar]:bg-primary [&::-webkit-progress-bar]:bg-muted [&::-webkit-progress-value]:bg-primary"
        />
      )}
      {run?.result && <VerificationFacts result={run.result} zone={zone} />}
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1 text-xs text-muted-foreground">
        {run !== null && (
          <p>
            {sayWho(run)} by <VisibleText text={run.startedByName} />{' '}
            <Time at={run.finishedAt ?? run.startedAt} zone={zone} as="age" />
          </p>
        )}
        <WhatItProves />
      </div>
      {trouble !== null && <p className="text-[13px] text-warning">{trouble}</p>}
    </section>
  )
}

function sayWho({ result }: VerificationRun): string {
  if (result === null) return 'Begun'
  return result.outcome === 'cancelled' || result.outcome === 'unchecked' ? 'Tried' : 'Verified'
}

function WhatItProves() {
  return (
    <details className="max-w-3xl open:basis-full">
      <summary className="cursor-pointer rounded-sm underline-offset-4 outline-none hover:underline focus-visible:ring-[3px] focus-visible:ring-ring/50">
        What this proves, and what not
      </summary>
      <div className="flex flex-col gap-1 pt-1.5 leading-relaxed">
        <p>
          It proves that no event was changed, moved, put in or taken out since it was sealed, as long as one
          checkpoint is kept where nobody who reaches the database can get.
        </p>
        <p>
          It does not prove that a provider told the truth, nor that a desk which was itself taken over wrote
          everything. What was written within about a second before it was lost may not be sealed yet.
        </p>
        <p>
          Whoever owns this server could also draw this panel as they like. An auditor runs{' '}
          <code className="font-mono">npm run audit:verify</code> with a public key and checkpoints of their
          own: it is the same program.
        </p>
      </div>
    </details>
  )
}
