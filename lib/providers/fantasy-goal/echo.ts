import type { JsonObject } from '#lib/json/value.ts'
import { equalDecimals, isDecimal } from '#lib/money/decimal.ts'
import type { Notice } from '#lib/providers/answer.ts'
import { numberAt, textAt } from '#lib/providers/reading.ts'
import type { StatusQuestion } from './schema.ts'

/**
 * Fantasy Goal, Response JSON Object: the fields that repeat the question. `game_id` is not among them: "the
 * internal game ID in our system".
 */
export const echoes = ['token', 'player_id', 'site_id', 'provider_id'] as const

/**
 * Whether a field of the reply repeats another value than the question's. Says so in `notices`, and, where
 * they are `due`, which fields did not come. Never names a token.
 */
export function compareEchoes(
  body: JsonObject,
  question: StatusQuestion,
  due: boolean,
  notices: Notice[],
): boolean {
  let differs = false
  for (const name of echoes) {
    const isToken = name === 'token'
    const came = isToken
      ? textAt(body, name, notices)
      : (numberAt(body, name, notices) ?? textAt(body, name, []))
    if (came === null) {
      if (due) notices.push({ kind: 'echo', text: `"${name}" did not come back.` })
    } else if (isToken ? came !== question.token : !isSameNumber(question[name], came)) {
      differs = true
      const text = isToken ? 'another one came than was asked about' : `asked ${question[name]}, came ${came}`
      notices.push({ kind: 'mismatch', text: `${name}: ${text}.` })
    }
  }
  return differs
}

function isSameNumber(asked: string, came: string): boolean {
  return asked === came || (isDecimal(asked) && isDecimal(came) && equalDecimals(asked, came))
}
