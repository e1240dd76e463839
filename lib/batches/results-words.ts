import type { OpenConnection } from '#lib/connections/open.ts'
import { findAdvice } from '#lib/lookups/advice.ts'
import { wordsByReason } from '#lib/lookups/words.ts'
import type { ResultRow, SaidBefore, SaidElsewhere } from './results-store.ts'

/** Why a row has the answer it has, or none, and what to do about it; null where it speaks for itself. */
export interface RowWords {
  readonly reason: string | null
  readonly toDo: string | null
}

/** The words of a row. `connection` is what was asked, undefined when the desk no longer has it. */
export function explainRow(row: ResultRow, connection: OpenConnection | undefined): RowWords {
  const { state, answer, problems, duplicateOfLine } = row
  if (state === 'invalid')
    return { reason: sayProblems(problems ?? []), toDo: 'Correct the row and send it again.' }
  if (state === 'done' && problems !== null) return { reason: sayProblems(problems), toDo: null }
  if (answer) {
    const { outcome, status, absence, fault, statusReason } = answer
    const asked = { outcome, status, absence, fault, statusReason, input: row.input ?? {} }
    const advice = findAdvice(asked, connection?.adapter ?? null)
    const why = statusReason && wordsByReason[statusReason]
    const reason = [advice?.title, why].filter((words) => words != null).join(': ')
    return { reason: reason === '' ? null : reason, toDo: advice?.advice ?? null }
  }
  if (state === 'cancelled')
    return { reason: 'The batch was cancelled before this row was asked', toDo: null }
  const first = duplicateOfLine === null ? '' : ` (the same as line ${duplicateOfLine})`
  return { reason: `No answer yet${first}`, toDo: null }
}

/** In what the answer of a row differs, in words; null when in nothing. */
export function explainDifference({ before, elsewhere, answer }: ResultRow): string | null {
  const said = [
    ...(before && answer ? explainBefore(before, answer) : []),
    ...elsewhere.map((other) => `${other.connection} says ${wordOf(other)}`),
  ]
  return said.length === 0 ? null : said.join('; ')
}

function explainBefore(before: SaidBefore, answer: NonNullable<ResultRow['answer']>): readonly string[] {
  if (wordOf(before) !== wordOf(answer)) return [`was ${wordOf(before)} at ${before.at}`]
  return before.sameAmounts ? [] : [`had other amounts at ${before.at}`]
}

function wordOf({ outcome, status, absence }: Omit<SaidElsewhere, 'connection'>): string {
  return status ?? absence ?? outcome
}

function sayProblems(problems: NonNullable<ResultRow['problems']>): string {
  return problems.map(({ column, reason }) => (column === null ? reason : `${column}: ${reason}`)).join('; ')
}
