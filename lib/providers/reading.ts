import { JsonNumber, isJsonNumber } from '#lib/json/number.ts'
import { parseJson } from '#lib/json/parse.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '#lib/json/value.ts'
import type { Notice } from './answer.ts'
import type { ReceivedReply } from './contract.ts'
import type { Fault } from './vocabulary.ts'

/** A reply with thousands of oddities is told by the first few. */
const mostNamed = 20

/** A reply's JSON, or a sentence on why it cannot be read. `notices` holds what was odd but readable. */
export type ReadReply =
  | { readonly ok: true; readonly value: JsonValue; readonly notices: Notice[] }
  | {
      readonly ok: false
      readonly problem: string
      /** It is JSON, and says two different things under one name. */
      readonly ambiguous: boolean
      readonly notices: Notice[]
    }

/** Reads the body of a reply as JSON, losslessly. Never throws; the HTTP status is the caller's to judge. */
export function readReply(reply: ReceivedReply): ReadReply {
  const notices = noticeWait(reply)
  if (reply.body.length === 0) {
    return { ok: false, problem: 'The reply is empty.', ambiguous: false, notices }
  }
  const parsed = parseJson(reply.body)
  if (!parsed.ok) {
    const html = reply.headers.get('content-type')?.includes('html') ? ' It is an HTML page.' : ''
    return { ...parsed, problem: parsed.problem + html, notices }
  }
  for (const name of parsed.duplicates.slice(0, mostNamed)) {
    const text = `"${name}" stands twice in one object, with the same value.`
    notices.push({ kind: 'duplicate_key', text })
  }
  if (parsed.byteOrderMark) notices.push({ kind: 'drift', text: 'The reply begins with a byte-order mark.' })
  return { ok: true, value: parsed.value, notices }
}

/** How long a provider that is asked too often wants to be left alone (RFC 9110, 10.2.3, Retry-After). */
function noticeWait({ status, headers }: ReceivedReply): Notice[] {
  const wait = status === 429 ? headers.get('retry-after') : undefined
  if (wait === undefined) return []
  const isSeconds = /^\d{1,9}$/.test(wait)
  const minutes = isSeconds ? Math.round(Number(wait) / 60) : 0
  const when = isSeconds ? `in ${wait} s${minutes > 1 ? ` (${minutes} min)` : ''}` : `at ${wait}`
  return [{ kind: 'note', text: `The provider wants to be asked again ${when}, not earlier.` }]
}

const errorMembers = ['error', 'errors', 'errorDesc', 'error_description', 'code', 'message', 'description']

/**
 * What an HTTP status means where a provider's own table does not name it; null for 200. `body` is undefined
 * when it could not be read, which under another 2xx is unreadable, since a body was due.
 */
export function faultByHttpStatus(reply: ReceivedReply, body: JsonValue | undefined): Fault | null {
  const { status } = reply
  if (status === 200) return null
  if (status === 401) return 'unauthorized'
  if (status === 403) return 'forbidden'
  if (status === 429) return 'rate_limited'
  if (status >= 300 && status < 400) return 'redirect'
  if (status >= 500) return 'provider_error'
  if (status < 300 && body === undefined) return 'unreadable'
  const saysSo =
    isJsonObject(body) && errorMembers.some((name) => body[name] !== undefined && body[name] !== null)
  return saysSo ? 'invalid_request' : 'provider_error'
}

const wordsMembers = ['message', 'error', 'errorDesc', 'error_description', 'description']

/** The words of an error body that is not of the provider's own form, such as a gateway's; null without any. */
export function errorWords(body: JsonObject): string | null {
  for (const name of wordsMembers) {
    const value = own(body, name)
    if (typeof value === 'string') return value
  }
  return null
}

/** A text member. A number is read as its digits and noticed as drift; anything else is drift and null. */
export function textAt(object: JsonObject, name: string, notices: Notice[]): string | null {
  const value = own(object, name)
  if (value === null || typeof value === 'string') return value
  if (value instanceof JsonNumber) {
    notices.push({ kind: 'drift', text: `"${name}" came as a number where text is due.` })
    return value.text
  }
  notices.push({ kind: 'drift', text: `"${name}" came as ${kindOf(value)} where text is due.` })
  return null
}

/** A number member, as its digits. Text that holds a number is read and noticed as drift. */
export function numberAt(object: JsonObject, name: string, notices: Notice[]): string | null {
  const value = own(object, name)
  if (value === null) return null
  if (value instanceof JsonNumber) return digitsOf(value, name, notices)
  const readable = typeof value === 'string' && isJsonNumber(value)
  notices.push({ kind: 'drift', text: `"${name}" came as ${kindOf(value)} where a number is due.` })
  return readable ? value : null
}

/** A member documented, or known, to come as text or as a number: its characters, without a notice. */
export function scalarAt(object: JsonObject, name: string, notices: Notice[]): string | null {
  const value = own(object, name)
  return value instanceof JsonNumber ? digitsOf(value, name, notices) : textAt(object, name, notices)
}

/** Longer than any amount or id of this world. */
const mostDigits = 100

function digitsOf(value: JsonNumber, name: string, notices: Notice[]): string | null {
  if (value.text.length <= mostDigits) return value.text
  notices.push({ kind: 'drift', text: `"${name}" has ${value.text.length} digits and is left out.` })
  return null
}

/** A boolean member. Anything else is drift and null. */
export function booleanAt(object: JsonObject, name: string, notices: Notice[]): boolean | null {
  const value = own(object, name)
  if (value === null || typeof value === 'boolean') return value
  notices.push({ kind: 'drift', text: `"${name}" came as ${kindOf(value)} where true or false is due.` })
  return null
}

/** An object member, or null when it is missing or something else (which is drift). */
export function objectAt(object: JsonObject, name: string, notices: Notice[]): JsonObject | null {
  const value = own(object, name)
  if (value === null) return null
  if (isJsonObject(value)) return value
  notices.push({ kind: 'drift', text: `"${name}" came as ${kindOf(value)} where an object is due.` })
  return null
}

/** Notices members that the documentation does not name, once each. */
export function noticeUnknownMembers(
  object: JsonObject,
  documented: readonly string[],
  notices: Notice[],
): void {
  const unknown = Object.keys(object).filter((name) => !documented.includes(name))
  for (const name of unknown.slice(0, mostNamed))
    notices.push({ kind: 'drift', text: `"${name}" is not in the documentation.` })
  if (unknown.length > mostNamed)
    notices.push({
      kind: 'drift',
      text: `${unknown.length - mostNamed} more members are not in the documentation.`,
    })
}

function own(object: JsonObject, name: string): JsonValue {
  return Object.hasOwn(object, name) ? (object[name] ?? null) : null
}

function kindOf(value: JsonValue): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return 'text'
  if (typeof value === 'boolean') return 'true or false'
  if (value instanceof JsonNumber) return 'a number'
  return Array.isArray(value) ? 'a list' : 'an object'
}
