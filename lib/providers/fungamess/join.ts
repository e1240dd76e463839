import { isJsonObject, type JsonObject, type JsonValue } from '#lib/json/value.ts'
import { equalDecimals, isDecimal } from '#lib/money/decimal.ts'
import type { Notice } from '#lib/providers/answer.ts'
import { numberAt, textAt } from '#lib/providers/reading.ts'
import type { AskedRow } from './schema.ts'

/** A row of the answer, with what was odd about its identifying members. A member that did not come is null. */
export interface AnswerRow {
  readonly object: JsonObject
  readonly transactionId: string
  readonly userId: string | null
  readonly gameId: string | null
  readonly notices: readonly Notice[]
}

/** What an answer holds for one asked row. */
export interface Found {
  /** Rows about it. */
  readonly own: AnswerRow[]
  /** Rows with its transactionId that are about another user or game, or could be. */
  readonly foreign: AnswerRow[]
}

export interface Joined {
  /** One for each asked row, in their order. */
  readonly found: readonly Found[]
  /** What concerns the whole call. */
  readonly notices: readonly Notice[]
}

/** Joins rows to asked rows by (transactionId, userId, gameId), in whatever order and number they came. */
export function joinRows(asked: readonly AskedRow[], rows: readonly JsonValue[]): Joined {
  const found = asked.map((): Found => ({ own: [], foreign: [] }))
  const placesById = new Map<string, number[]>()
  for (const [place, { transactionId }] of asked.entries()) {
    placesById.set(transactionId, [...(placesById.get(transactionId) ?? []), place])
  }

  let unusable = 0
  let surplus = 0
  for (const value of rows) {
    const row = isJsonObject(value) ? readRow(value) : null
    if (row === null) {
      unusable += 1
      continue
    }
    const places = placesById.get(row.transactionId) ?? []
    if (places.length === 0) surplus += 1
    const fitting = places.filter((place) => fits(row, asked[place]))
    // A row that names its user or game incompletely may fit several questions; it then answers none of them.
    if (fitting.length === 1) for (const place of fitting) found[place]?.own.push(row)
    else for (const place of fitting.length > 0 ? fitting : places) found[place]?.foreign.push(row)
  }
  const notices: Notice[] = []
  if (unusable > 0) {
    notices.push({ kind: 'drift', text: `Rows that are not objects with a transactionId: ${unusable}.` })
  }
  if (surplus > 0) {
    notices.push({ kind: 'surplus', text: `Rows that nobody asked for, dropped: ${surplus}.` })
  }
  return { found, notices }
}

function readRow(object: JsonObject): AnswerRow | null {
  const notices: Notice[] = []
  const transactionId = textAt(object, 'transactionId', notices)
  if (transactionId === null) return null
  const userId = numberAt(object, 'userId', notices) ?? textAt(object, 'userId', [])
  const gameId = numberAt(object, 'gameId', notices) ?? textAt(object, 'gameId', [])
  return { object, transactionId, userId, gameId, notices }
}

function fits(row: AnswerRow, asked: AskedRow | undefined): boolean {
  return (
    asked !== undefined &&
    (row.userId === null || isSameNumber(asked.userId, row.userId)) &&
    (row.gameId === null || isSameNumber(asked.gameId, row.gameId))
  )
}

/** Whether an id came back as it was asked; `1e3` is 1000. */
export function isSameNumber(asked: string, came: string): boolean {
  return asked === came || (isDecimal(came) && equalDecimals(asked, came))
}
