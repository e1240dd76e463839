'use client'

import { Hourglass } from 'lucide-react'
import { useId, useState } from 'react'
import { toast } from 'sonner'
import { callAction } from '#components/desk/call-action.ts'
import { Button } from '#components/ui/button.tsx'
import { Field, FieldDescription, FieldError, FieldLabel } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { VisibleText } from '#components/visible-text.tsx'
import { rolesWith } from '#lib/access/capabilities.ts'
import type { Problem } from '#lib/access/problem.ts'
import type { BatchView } from '#lib/batches/view.ts'
import type { ConnectionDescription } from '#lib/connections/describe.ts'
import type { BatchActing } from './acting.ts'
import { countOf, number } from './progress-words.ts'

interface ApprovalPartProps {
  readonly batch: BatchView
  readonly connections: readonly ConnectionDescription[]
  /** Whether whoever looks submitted it. */
  readonly own: boolean
  readonly mayApprove: boolean
  readonly acting: BatchActing
  readonly onDone: () => Promise<unknown>
}

/** What another person is asked to approve; for that person, the two ways to decide. */
export function ApprovalPart({ batch, connections, own, mayApprove, acting, onDone }: ApprovalPartProps) {
  const { started, reason, progress } = batch
  const roles = new Intl.ListFormat('en', { type: 'disjunction' }).format(rolesWith('action.approve'))
  return (
    <section
      aria-label="Approval"
      className="flex flex-col gap-3 rounded-xl border border-warning/40 bg-warning-soft/50 px-4 py-3.5 text-[13px]"
    >
      <div className="flex flex-col gap-1">
        <h2 className="flex items-center gap-2 text-sm font-semibold">
          <Hourglass aria-hidden className="size-4 text-warning" /> Waits for a second person
        </h2>
        <p>
          <VisibleText text={started?.byName ?? ''} /> wants to ask {countOf(progress.waiting, 'question')}:{' '}
          {progress.connections
            .map(({ connection, waiting }) => {
              const label = connections.find(({ id }) => id === connection)?.label ?? connection
              return `${number(waiting)} to ${label}`
            })
            .join(', ')}
          .{' '}
          {reason !== null && (
            <>
              The reason: “<VisibleText text={reason} />
              ”.
            </>
          )}
        </p>
      </div>
      {own || !mayApprove ? (
        <p className="text-muted-foreground">
          {own ? 'You submitted it, so somebody else has to approve it: ' : 'It can be approved by '}
          {roles}, with the address of this page. Nothing is asked until then.
        </p>
      ) : (
        <Decide batchId={batch.id} acting={acting} onDone={onDone} />
      )}
    </section>
  )
}

interface DecideProps {
  readonly batchId: string
  readonly acting: BatchActing
  readonly onDone: () => Promise<unknown>
}

function Decide({ batchId, acting, onDone }: DecideProps) {
  const id = useId()
  const [reason, setReason] = useState('')
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)

  async function decide(way: 'approve' | 'refuse') {
    setPending(true)
    const given = reason.trim() === '' ? null : reason.trim()
    const result = await callAction(() => acting[way]({ batchId, reason: given }))
    setPending(false)
    setProblem(result.ok ? null : result.problem)
    if (result.ok) toast.success(way === 'approve' ? 'Approved: it runs' : 'Refused: nothing is asked')
    await onDone()
  }

  const wrong = problem?.kind === 'invalid' ? problem.fields['reason'] : problem?.message
  return (
    <div className="flex flex-wrap items-start gap-3">
      <Field className="min-w-0 flex-1 basis-64">
        <FieldLabel htmlFor={id}>Your reason</FieldLabel>
        <Input
          id={id}
          value={reason}
          maxLength={500}
          autoComplete="off"
          aria-invalid={wrong !== undefined}
          aria-describedby={`${id}-help`}
          onChange={({ target }) => setReason(target.value)}
        />
        <FieldDescription id={`${id}-help`}>A refusal needs one.</FieldDescription>
        <FieldError role="alert">{wrong}</FieldError>
      </Field>
      <div className="flex gap-2 sm:pt-[1.35rem]">
        <Button disabled={pending} onClick={() => void decide('approve')}>
          Approve
        </Button>
        <Button
          variant="destructive"
          disabled={pending || reason.trim() === ''}
          onClick={() => void decide('refuse')}
        >
          Refuse
        </Button>
      </div>
    </div>
  )
}
