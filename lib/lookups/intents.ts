import type { Actor } from '#lib/access/actor.ts'
import { composeEvent, type EventRow } from '#lib/audit/writer.ts'
import type { OpenConnection } from '#lib/connections/open.ts'
import { digestLookup } from '#lib/evidence/lookup.ts'
import { microsOf } from '#lib/evidence/outcome.ts'
import { maskValue } from '#lib/http/mask.ts'
import type { Origin } from '#lib/providers/vocabulary.ts'
import { newTimeId } from '#lib/time-id.ts'
import type { CheckedQuestion } from './questions.ts'

/** A question that is about to be committed, with its ids. */
export interface Intent extends CheckedQuestion {
  readonly id: string
  readonly boardId: string
  readonly askedAt: Date
  readonly deadlineAt: Date
}

/** A row of the table `lookup`, as record_intents takes it. */
export type LookupRow = ReturnType<typeof composeRow>

interface Asking {
  readonly actor: Actor
  readonly requestId: string
  readonly reason: string | null
  readonly origin: Origin
  /** The board to add to; without it, each transaction of the request gets a new one. */
  readonly boardId: string | null
  readonly maskKey: Uint8Array
  /** Of each question within the request; as they come unless given. */
  readonly ordinals?: readonly number[]
  /** How long they may wait and take; unless given, as long as the turns of this process take at worst. */
  readonly longestMs?: number
}

/** How much longer than its time-out a look-up may stay without an outcome: for recording it. */
const recordingGraceMs = 5_000

/** Gives each question its ids, its row and its event. */
export function composeIntents(questions: readonly CheckedQuestion[], asking: Asking) {
  const askedAt = new Date()
  const boards = new Map<string, string>()
  const perConnection = new Map<OpenConnection, number>()
  const intents = questions.map((question): Intent => {
    const ahead = perConnection.get(question.connection) ?? question.connection.turns.length
    perConnection.set(question.connection, ahead + 1)
    const deadlineAt = new Date(
      askedAt.getTime() + (asking.longestMs ?? longestWaitMs(question.connection, ahead)) + recordingGraceMs,
    )
    return { ...question, id: newTimeId(askedAt), boardId: boardOf(question), askedAt, deadlineAt }
  })
  const composed = intents.map((intent, index) => {
    const row = composeRow(intent, asking.ordinals?.[index] ?? index, asking)
    return { row, event: composeIntentEvent(intent, row, asking) }
  })
  return { intents, rows: composed.map(({ row }) => row), events: composed.map(({ event }) => event) }

  function boardOf({ subject }: CheckedQuestion): string {
    const about = subject.transactionId ?? `player ${subject.playerId}`
    const board = asking.boardId ?? boards.get(about) ?? newTimeId(askedAt)
    boards.set(about, board)
    return board
  }
}

/** The look-ups ahead take turns, each at worst for the whole time-out. */
function longestWaitMs({ adapter, target }: OpenConnection, ahead: number): number {
  const { timeoutMs, concurrency, requestsPerSecond } = target.limits
  const callsAhead = Math.floor(ahead / adapter.rowsPerCall)
  const rounds = Math.floor(callsAhead / concurrency) + 1
  return rounds * timeoutMs + (callsAhead / requestsPerSecond) * 1_000
}

function composeRow(intent: Intent, ordinal: number, asking: Asking) {
  const { adapter } = intent.connection
  const input = Object.entries(intent.input).map(([name, value]) => {
    const secret = adapter.inputs.some((field) => field.name === name && field.secret)
    return [name, secret ? maskValue(asking.maskKey, value) : value]
  })
  return {
    id: intent.id,
    request_id: asking.requestId,
    ordinal,
    board_id: intent.boardId,
    connection_id: intent.connection.id,
    provider: adapter.key,
    input: Object.fromEntries(input),
    transaction_id: intent.subject.transactionId,
    player_id: intent.subject.playerId,
    round_id: intent.subject.roundId,
    game_id: intent.subject.gameId,
    reason: asking.reason,
    origin: asking.origin,
    asked_by: asking.actor.id,
    asked_at: intent.askedAt.toISOString(),
    deadline_at: intent.deadlineAt.toISOString(),
  }
}

function composeIntentEvent(intent: Intent, row: LookupRow, { actor, origin, reason }: Asking): EventRow {
  return composeEvent(actor, {
    kind: 'lookup.intent',
    lookup: { id: intent.id, connectionId: intent.connection.id, ...subjectIds(intent) },
    boardId: intent.boardId,
    origin,
    reason,
    rowSha256: digestRow(row),
  })
}

function digestRow(row: LookupRow): string {
  return digestLookup({
    id: row.id,
    requestId: row.request_id,
    ordinal: row.ordinal,
    boardId: row.board_id,
    connectionId: row.connection_id,
    provider: row.provider,
    input: row.input,
    transactionId: row.transaction_id,
    playerId: row.player_id,
    roundId: row.round_id,
    gameId: row.game_id,
    reason: row.reason,
    origin: row.origin,
    askedBy: row.asked_by,
    askedMicros: microsOf(row.asked_at),
    deadlineMicros: microsOf(row.deadline_at),
  })
}

function subjectIds({ subject: { transactionId, playerId } }: Intent) {
  return { transactionId, playerId }
}
