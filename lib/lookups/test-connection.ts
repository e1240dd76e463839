import type { Actor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { recordEvent } from '#lib/audit/record.ts'
import { getConnections } from '#lib/connections/open.ts'
import { testReason } from '#lib/connections/test-reason.ts'
import type { Fault, Outcome, Phase } from '#lib/providers/vocabulary.ts'
import { commitAndCall } from './ask.ts'
import { checkQuestions } from './questions.ts'
import { readRequest } from './read.ts'

/** What an administrator learns of a test: how the way was, nothing of anybody's transaction. */
export interface ConnectionTest {
  readonly lookupId: string
  /** The provider took the call as one of ours, whatever it knows of the made-up transaction. */
  readonly ok: boolean
  readonly outcome: Outcome
  readonly fault: Fault | null
  readonly phase: Phase | null
  readonly faultText: string | null
  readonly httpVersion: string | null
  readonly httpStatus: number | null
  readonly durationMs: number
}

/** Asks a connection its adapter's harmless question, recorded like any other, and says how the way was. */
export async function testConnection(actor: Actor, connectionId: string): Promise<ConnectionTest> {
  await assertCan(actor, 'connection.manage', { type: 'connection', id: connectionId })
  const connection = getConnections().byId.get(connectionId)
  if (!connection)
    throw new ProblemError({ kind: 'not_found', message: 'There is no connection with this id.' })
  const checked = checkQuestions(
    [{ connection: connectionId, input: connection.adapter.probe }],
    getConnections().byId,
  )
  if (!checked.ok) throw new Error(`The probe of ${connection.adapter.key} is not a valid question.`)

  const asked = await commitAndCall(actor, checked.questions, { reason: testReason, origin: 'desk' })
  await asked.settled
  const [view] = await readRequest(actor, asked.requestId)
  if (!view?.outcome) throw new Error(`The test ${asked.requestId} has no outcome.`)
  const exchange = view.exchanges.at(-1)
  const reached = view.outcome === 'answered' || view.outcome === 'absent' || refusedInputOnly.has(view.fault)
  await recordEvent(actor, { kind: 'connection.tested', connectionId, ok: reached, fault: view.fault })
  return {
    lookupId: view.id,
    ok: reached,
    outcome: view.outcome,
    fault: view.fault,
    phase: view.phase,
    faultText: view.faultText,
    httpVersion: exchange?.httpVersion ?? null,
    httpStatus: exchange?.status ?? null,
    durationMs: view.durationMs ?? 0,
  }
}

/** A provider that refuses the made-up input has read it, and so has accepted who asks. */
const refusedInputOnly: ReadonlySet<Fault | null> = new Set(['invalid_request'])
