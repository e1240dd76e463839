'use client'

import type { Problem } from '#lib/access/problem.ts'
import type { ActionResult } from '#lib/access/perform.ts'
import type { AskedFromDesk, DeskRequest } from '#lib/desk/ask-from-desk.ts'
import type { Proposals } from '#lib/recognise/propose.ts'
import { cn } from '#components/ui/cn.ts'
import { AskBar } from './ask-bar.tsx'
import { AskedTable } from './asked-table.tsx'
import type { DeskConnection } from './choices.ts'
import { ConnectionChoice } from './connection-choice.tsx'
import { describeRecognition } from './describe.ts'
import { FoundChips } from './found-chips.tsx'
import { listFoundFields } from './found-fields.ts'
import { PasteBox } from './paste-box.tsx'
import { ProblemNotice } from './problem-notice.tsx'
import { useDesk } from './use-desk.ts'
import type { Recognise } from './use-recognition.ts'

export interface DeskProps {
  readonly connections: readonly DeskConnection[]
  /** Most questions in one request. */
  readonly limit: number
  /** What the URL prefills, and what is made of it. */
  readonly initial: { readonly text: string; readonly result: ActionResult<Proposals> | null }
  readonly recognise: Recognise
  readonly ask: (request: DeskRequest) => Promise<ActionResult<AskedFromDesk>>
}

/** Paste anything, see who can be asked about it, and ask. */
export function Desk(props: DeskProps) {
  const desk = useDesk(props)
  const { recognition, plan, refusals, problem } = desk
  const { proposals } = recognition
  const [only, ...others] = proposals?.transactions ?? []
  const found = only && others.length === 0 ? listFoundFields(props.connections, only.proposals) : []
  return (
    <form
      aria-label="Ask about a transaction"
      className="flex flex-col rounded-xl border bg-card shadow-xs"
      onSubmit={(event) => {
        event.preventDefault()
        void desk.submit()
      }}
    >
      <div className="flex flex-col gap-3 p-4">
        <PasteBox
          text={recognition.text}
          onChange={desk.changeText}
          onAsk={() => void desk.submit()}
          onClear={desk.clear}
        />
        <p
          role="status"
          className={cn(
            'text-[13px] font-medium',
            proposals?.problem && 'text-warning',
            !plan && !recognition.looking && 'sr-only',
          )}
        >
          {proposals && plan ? describeRecognition(proposals, plan) : recognition.looking ? 'Looking …' : ''}
        </p>
        <FoundChips fields={found} />
        {recognition.problem && (
          <ProblemNotice
            title="This was not looked at"
            problem={recognition.problem}
            onRetry={recognition.retry}
          />
        )}
        {plan && plan.transactions.length > 1 && <AskedTable plan={plan} />}
      </div>
      {plan && plan.transactions.length > 0 && (
        <>
          <fieldset className="min-w-0 border-t" aria-busy={recognition.looking}>
            <legend className="sr-only">Connections</legend>
            <ul className="divide-y">
              {plan.connections.map((one) => (
                <ConnectionChoice
                  key={one.connection.id}
                  plan={one}
                  transactions={plan.transactions.length}
                  tried={desk.tried}
                  refusals={refusals[one.connection.id] ?? noRefusals}
                  onTick={(ticked) => desk.tick(one.connection.id, ticked)}
                  onGive={(name, value) => desk.give(one.connection.id, name, value)}
                />
              ))}
            </ul>
          </fieldset>
          <AskBar plan={plan} limit={props.limit} asking={desk.asking} tried={desk.tried}>
            {problem && <AskProblem problem={problem} onRetry={() => void desk.submit()} />}
          </AskBar>
        </>
      )}
    </form>
  )
}

function AskProblem({ problem, onRetry }: { readonly problem: Problem; readonly onRetry: () => void }) {
  // A line that broke may have broken behind the question.
  const title = problem.kind === 'unavailable' ? 'Not confirmed: see My recent look-ups' : 'Nothing was asked'
  return <ProblemNotice title={title} problem={problem} onRetry={onRetry} />
}

const noRefusals: Readonly<Record<string, string>> = {}
