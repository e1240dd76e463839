import type { OpenConnection } from '#lib/connections/open.ts'
import type { QuestionInput } from '#lib/providers/contract.ts'
import { parseInput } from '#lib/providers/input.ts'

/** A question as it comes from outside. */
export interface GivenQuestion {
  readonly connection: string
  readonly input: Readonly<Record<string, unknown>>
}

/** What is wrong with a request, and where: `questions.0.input.player_id`. */
export interface RequestIssue {
  readonly path: string
  readonly message: string
}

export interface CheckedQuestion {
  readonly connection: OpenConnection
  readonly input: QuestionInput
  readonly subject: Subject
}

export interface Subject {
  readonly transactionId: string | null
  readonly playerId: string | null
  readonly roundId: string | null
  readonly gameId: string | null
}

export type CheckedQuestions =
  | { readonly ok: true; readonly questions: readonly CheckedQuestion[] }
  | { readonly ok: false; readonly issues: readonly RequestIssue[] }

/** Checks every question against its connection. Names all faults of all questions at once. */
export function checkQuestions(
  given: readonly GivenQuestion[],
  connections: ReadonlyMap<string, OpenConnection>,
): CheckedQuestions {
  const issues: RequestIssue[] = []
  const questions: CheckedQuestion[] = []
  for (const [index, { connection: id, input: givenInput }] of given.entries()) {
    const connection = connections.get(id)
    if (!connection) {
      issues.push({ path: `questions.${index}.connection`, message: 'There is no connection with this id.' })
      continue
    }
    const parsed = parseInput(connection.adapter.inputs, givenInput)
    if (parsed.ok) {
      questions.push({ connection, input: parsed.input, subject: subjectOf(connection, parsed.input) })
    } else {
      issues.push(
        ...parsed.issues.map(({ field, message }) => ({
          path: `questions.${index}.input.${field}`,
          message,
        })),
      )
    }
  }
  return issues.length > 0 ? { ok: false, issues } : { ok: true, questions }
}

function subjectOf({ adapter }: OpenConnection, input: QuestionInput): Subject {
  const part = (name: keyof Subject) => {
    const field = adapter.inputs.find(({ subject }) => subject === name)
    return (field && input[field.name]) ?? null
  }
  return {
    transactionId: part('transactionId'),
    playerId: part('playerId'),
    roundId: part('roundId'),
    gameId: part('gameId'),
  }
}
