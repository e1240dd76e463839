import { randomUUID } from 'node:crypto'
import type { Actor } from '#lib/access/actor.ts'
import type { OpenConnection } from '#lib/connections/open.ts'
import { subjectsOfCall } from '#lib/evidence/exchange.ts'
import { type KeyRing, openKeys } from '#lib/evidence/keys.ts'
import { subjectOf } from '#lib/evidence/subject.ts'
import { getLog } from '#lib/log.ts'
import { type Answer, faulted } from '#lib/providers/answer.ts'
import type { Question } from '#lib/providers/contract.ts'
import type { Exchange } from '#lib/http/exchange.ts'
import type { Gate } from '#lib/http/target.ts'
import { cutterOf } from './cutter.ts'
import type { Intent } from './intents.ts'
import { maskAnswer } from './mask-answer.ts'
import { type CallOutcomes, recordOutcomes } from './record.ts'
import { findKnownSince, type Prove } from './store.ts'

/**
 * Asks the providers what was committed and records what they say: as few calls as the adapters allow, each
 * connection in its own turns, so that a slow one delays nobody else. Resolves when everything is recorded.
 */
export async function callProviders(intents: readonly Intent[], prove: Prove, actor: Actor): Promise<void> {
  const byConnection = Map.groupBy(intents, ({ connection }) => connection)
  const calls = [...byConnection].flatMap(([connection, all]) =>
    chunk(all, connection.adapter.rowsPerCall).map((some) =>
      connection.turns.run(() => callOnce(connection, some, prove, actor)),
    ),
  )
  const settled = await Promise.allSettled(calls)
  for (const call of settled) {
    if (call.status === 'rejected') getLog().error({ err: call.reason }, 'A look-up could not be recorded')
  }
}

async function callOnce(connection: OpenConnection, intents: readonly Intent[], prove: Prove, actor: Actor) {
  const keys = openKeysMeanwhile(connection.id, intents)
  const call = await makeCall(connection, intents, prove, actor)
  await recordOutcomes([call], keys)
}

/** The keys of a call are found, or made, while the provider is asked; when that failed, once more each time they are wanted. */
function openKeysMeanwhile(connectionId: string, intents: readonly Intent[]): () => Promise<KeyRing> {
  const subjects = subjectsOfCall(
    connectionId,
    intents.map((intent) => subjectOf({ connectionId, ...ids(intent) })),
  )
  let early: Promise<KeyRing> | null = openKeys(subjects)
  early.catch(() => {})
  return () => {
    const keys = early ?? openKeys(subjects)
    early = null
    return keys
  }
}

/** Asks a provider in one call what was committed. Never rejects. `gate` takes the place of the connection's own. */
export async function makeCall(
  connection: OpenConnection,
  intents: readonly Intent[],
  prove: Prove,
  actor: Actor,
  gate?: Gate,
): Promise<CallOutcomes> {
  const { answers, exchanges } = await ask(connection, intents, prove, gate)
  return composeCall(connection, intents, actor, answers, exchanges)
}

/** A call that was not made after all. */
export function skipCall(connection: OpenConnection, intents: readonly Intent[], actor: Actor): CallOutcomes {
  const answers = intents.map(() => notMade)
  return composeCall(connection, intents, actor, answers, [])
}

function composeCall(
  connection: OpenConnection,
  intents: readonly Intent[],
  actor: Actor,
  answers: readonly Answer[],
  exchanges: readonly Exchange[],
): CallOutcomes {
  const answeredAt = new Date()
  return {
    connectionId: connection.id,
    asked: intents.map((intent) => ({
      lookupId: intent.id,
      subject: subjectOf({ connectionId: connection.id, ...ids(intent) }),
      question: { input: intent.input },
    })),
    cut: cutterOf(connection.adapter),
    outcomes: intents.map((intent, index) => ({
      lookup: { id: intent.id, connectionId: connection.id, ...ids(intent) },
      actor,
      askedAt: intent.askedAt,
      answeredAt,
      answer: answers[index] ?? missingAnswer,
      mappingVersion: connection.adapter.mappingVersion,
      exchanges,
    })),
  }
}

async function ask(
  connection: OpenConnection,
  intents: readonly Intent[],
  prove: Prove,
  gate: Gate | undefined,
): Promise<{ answers: readonly Answer[]; exchanges: readonly Exchange[] }> {
  const { adapter, target, wayOut, memory } = connection
  const intent = prove(intents)
  const timeoutAt = new Date(Date.now() + target.limits.timeoutMs)
  if (timeoutAt > intent.deadlineAt) return { answers: intents.map(() => outOfTime), exchanges: [] }
  const questions = intents.map(({ input }): Question => ({ input }))
  const { send, exchanges, mask } = wayOut.forIntent(intent, {
    deadline: timeoutAt,
    secrets: secretInputs(intents),
    ...(gate && { gate }),
  })
  try {
    const answers = await connection.ask(questions, {
      send,
      baseUrl: connection.baseUrl,
      now: () => new Date(),
      findKnownSince: async (question) => {
        const transactionId = intents[questions.indexOf(question)]?.subject.transactionId ?? null
        // Without the database it is not known; the answer itself must not suffer.
        return transactionId === null ? null : findKnownSince(connection.id, transactionId).catch(() => null)
      },
      newId: randomUUID,
      memory,
      keepSecret: (value) => wayOut.keepSecret(value),
    })
    return { answers: answers.map((answer) => maskAnswer(answer, mask)), exchanges }
  } catch (error) {
    // A defect of an adapter must not leave its questions without an outcome.
    getLog().error({ err: error, connection: connection.id, provider: adapter.key }, 'An adapter failed')
    return { answers: intents.map(() => adapterFailed), exchanges }
  }
}

function secretInputs(intents: readonly Intent[]): readonly string[] {
  return intents.flatMap(({ connection, input }) =>
    connection.adapter.inputs.flatMap(({ name, secret }) => (secret ? (input[name] ?? []) : [])),
  )
}

function ids({ subject: { transactionId, playerId } }: Intent) {
  return { transactionId, playerId }
}

function chunk<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}

const note = (text: string) => ({ notices: [{ kind: 'note', text }] }) as const
const notMade = faulted('cancelled', 'wait', note('The worker was stopped. Nothing was sent.'))
const outOfTime = faulted('timeout', 'wait', note('Too many look-ups were ahead of it. Nothing was sent.'))
const missingAnswer = faulted('unreadable', 'reading', note('The desk made no answer of the reply.'))
const adapterFailed = faulted(
  'unreadable',
  'reading',
  note('The desk failed to read the reply. The log says why.'),
)
