import type { Actor } from '#lib/access/actor.ts'
import { getLookupRowLimit } from '#lib/access/capabilities.ts'
import { assertCan } from '#lib/access/deny.ts'
import { deriveKey } from '#lib/access/keys.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { recordEvent } from '#lib/audit/record.ts'
import { getConnections } from '#lib/connections/open.ts'
import { isStorable } from '#lib/json/storable.ts'
import type { Origin } from '#lib/providers/vocabulary.ts'
import { newTimeId } from '#lib/time-id.ts'
import { callProviders } from './call.ts'
import { composeIntents } from './intents.ts'
import { type CheckedQuestion, checkQuestions, type GivenQuestion, type RequestIssue } from './questions.ts'
import { commitIntents, type Idempotency } from './store.ts'

export interface AskRequest {
  readonly questions: readonly GivenQuestion[]
  readonly reason: string | null
  readonly origin: Origin
  /** The board to add to, when something on it is asked again. */
  readonly boardId?: string | null
  readonly idempotency?: Idempotency | null
}

export interface Asked {
  readonly requestId: string
  /** In the order asked; empty when the request repeats an earlier one, which then stands under `requestId`. */
  readonly lookups: readonly { readonly id: string; readonly boardId: string }[]
  /** Resolves when every outcome is recorded. Never rejects. */
  readonly settled: Promise<void>
}

/**
 * Asks providers what became of transactions. Commits the questions, starts the calls and returns without
 * waiting for an answer. Bad input is an `invalid` problem that names every fault, a used idempotency key a
 * `conflict`; the refusal is recorded and nothing is sent. Throws what the database throws while it is away.
 */
export async function ask(actor: Actor, request: AskRequest): Promise<Asked> {
  await assertCan(actor, 'lookup.ask')
  const issue = judgeSize(actor, request.questions.length) ?? judgeReason(request.reason)
  if (issue) return refuse(actor, request, [issue])
  const checked = checkQuestions(request.questions, getConnections().byId)
  if (!checked.ok) return refuse(actor, request, checked.issues)

  return commitAndCall(actor, checked.questions, request)
}

/** Commits checked questions and starts their calls. Whether the actor may is the caller's to have checked. */
export async function commitAndCall(
  actor: Actor,
  questions: readonly CheckedQuestion[],
  { reason, origin, boardId = null, idempotency = null }: Omit<AskRequest, 'questions'>,
): Promise<Asked> {
  refuseWhenFull(questions)
  const requestId = newTimeId()
  const maskKey = deriveKey('mask')
  const { intents, rows, events } = composeIntents(questions, {
    actor,
    requestId,
    reason,
    origin,
    boardId,
    maskKey,
  })
  const committed = await commitIntents(rows, events, actor.id, idempotency)
  if (committed.kind === 'replayed') {
    if (!committed.sameRequest) throw new ProblemError({ kind: 'conflict', message: keyUsed })
    return { requestId: committed.requestId, lookups: [], settled: Promise.resolve() }
  }
  return {
    requestId,
    lookups: intents.map(({ id, boardId: board }) => ({ id, boardId: board })),
    settled: callProviders(intents, committed.prove, actor),
  }
}

const longestReason = 500
const mostWaiting = 5_000
/** All are in `fields`; the sentence is for people. */
const mostNamed = 10
const keyUsed = 'This Idempotency-Key was used for another request.'

function judgeSize(actor: Actor, count: number): RequestIssue | null {
  const most = getLookupRowLimit(actor)
  if (count === 0) return { path: 'questions', message: 'At least one question is needed.' }
  if (count <= most) return null
  return { path: 'questions', message: `${count} questions are too many; you may ask ${most} at once.` }
}

function judgeReason(reason: string | null): RequestIssue | null {
  if (reason === null || (reason.length <= longestReason && isStorable(reason))) return null
  const fault =
    reason.length > longestReason
      ? `is longer than ${longestReason} characters`
      : 'holds a character that no text can hold'
  return { path: 'reason', message: `reason ${fault}.` }
}

/** Further on somebody is waiting for minutes, and the memory of this process is not without end. */
function refuseWhenFull(questions: readonly CheckedQuestion[]): void {
  for (const [{ label, turns }, all] of Map.groupBy(questions, ({ connection }) => connection)) {
    if (turns.length + all.length > mostWaiting) {
      const message = `${turns.length} questions already wait for ${label}. Nothing was asked; try again in some minutes.`
      throw new ProblemError({ kind: 'unavailable', message })
    }
  }
}

async function refuse(
  actor: Actor,
  { questions }: AskRequest,
  issues: readonly RequestIssue[],
): Promise<never> {
  const [first] = questions
  await recordEvent(actor, {
    kind: 'lookup.refused',
    connectionId: first && getConnections().byId.has(first.connection) ? first.connection : null,
    fields: issues.map(({ path }) => path),
    reason: 'invalid input',
  })
  const fields = Object.fromEntries(issues.map(({ path, message }) => [path, message]))
  const message = issues
    .map((issue) => issue.message)
    .slice(0, mostNamed)
    .join(' ')
  throw new ProblemError({ kind: 'invalid', message, fields })
}
