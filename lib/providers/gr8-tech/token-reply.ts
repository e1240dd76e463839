import { isJsonObject, type JsonObject } from '#lib/json/value.ts'
import { isDecimal } from '#lib/money/decimal.ts'
import { type Answer, faulted, type Notice } from '#lib/providers/answer.ts'
import type { ReceivedReply } from '#lib/providers/contract.ts'
import { unreadable } from '#lib/providers/no-answer.ts'
import { faultByHttpStatus, readReply, scalarAt, textAt } from '#lib/providers/reading.ts'
import type { Fault } from '#lib/providers/vocabulary.ts'

/** What a token server's reply is good for: a token, or the answer that stands in for the look-up's. */
export type TokenReply =
  | {
      readonly ok: true
      /** The value of the `Authorization` header: "{token_type} {access_token}". */
      readonly authorization: string
      /** Null when the server does not say. */
      readonly expiresInMs: number | null
      /** What must not be shown of the reply. */
      readonly secrets: readonly string[]
    }
  | { readonly ok: false; readonly answer: Answer }

/** Errors that say the client is not let in. Source: RFC 6749, section 5.2. */
const refusals: ReadonlyMap<string, Fault> = new Map([
  ['invalid_client', 'unauthorized'],
  ['invalid_grant', 'unauthorized'],
  ['unauthorized_client', 'unauthorized'],
])

/** Beside an answer that is about the token and not about the transaction. */
export const noToken: Notice = { kind: 'note', text: 'No access token could be had from the token server.' }

/** Reads the reply of a token server (RFC 6749, sections 5.1 and 5.2). */
export function readTokenReply(reply: ReceivedReply): TokenReply {
  const read = readReply(reply)
  const value = read.ok ? read.value : undefined
  const notices: Notice[] = [...read.notices]
  const body: JsonObject = isJsonObject(value) ? value : {}
  const code = textAt(body, 'error', notices)
  const providerStatus = { code, text: textAt(body, 'error_description', notices) }
  const refusal = reply.status === 400 && code !== null ? refusals.get(code) : undefined
  const fault = refusal ?? faultByHttpStatus(reply, value)
  if (fault !== null && fault !== 'unreadable') {
    const answer = faulted(fault, 'reply', { providerStatus, notices: [...notices, noToken] })
    return { ok: false, answer }
  }
  const senseless = (problem: string): TokenReply => ({
    ok: false,
    answer: unreadable(problem, { providerStatus, notices: [...notices, noToken] }),
  })
  if (!read.ok) return senseless(read.problem)
  const type = textAt(body, 'token_type', notices)
  const token = textAt(body, 'access_token', notices)
  if (!isHeaderWord(type)) return senseless('The token reply has no usable "token_type".')
  if (!isHeaderWord(token)) return senseless('The token reply has no usable "access_token".')
  const others = ['refresh_token', 'id_token'].flatMap((name) => scalarAt(body, name, []) || [])
  return {
    ok: true,
    authorization: `${type} ${token}`,
    expiresInMs: readLifetime(body, notices),
    secrets: [token, ...others],
  }
}

function isHeaderWord(text: string | null): text is string {
  return text !== null && /^[\x21-\x7e]+$/.test(text)
}

/** Seconds, as a number or as text. */
function readLifetime(body: JsonObject, notices: Notice[]): number | null {
  const seconds = scalarAt(body, 'expires_in', notices)
  return seconds !== null && isDecimal(seconds) ? Number(seconds) * 1000 : null
}
