import { hash } from 'node:crypto'
import type { Exchange } from '#lib/http/exchange.ts'
import type { CutRows, Question, RowSpan } from '#lib/providers/contract.ts'
import { type BodyPart, packParts } from './body-parts.ts'
import { getKey, type KeyRing } from './keys.ts'
import { digestLookups, digestRows, seal, type SealedRow } from './seal.ts'
import { connectionSubject, nameOfSubject, type Subject } from './subject.ts'

/** A question that an exchange answers. */
export interface Asked {
  readonly lookupId: string
  readonly subject: Subject
  readonly question: Question
}

/** An exchange as it is kept: in clear what identifies it, the rest sealed. */
export interface SealedExchange {
  readonly clear: ClearExchange
  readonly rows: readonly SealedRow[]
  /** Hex SHA-256 over `clear`. */
  readonly recordSha256: string
}

/** The columns of the table `exchange` that are in clear, as text. */
export interface ClearExchange {
  readonly id: string
  readonly connectionId: string
  readonly method: string
  readonly httpVersion: string | null
  readonly status: string | null
  /** Microseconds since 1970. */
  readonly startedMicros: string
  readonly durationMs: string
  readonly fault: string | null
  readonly phase: string | null
  readonly responseBytes: string | null
  readonly lookupIds: readonly string[]
  readonly evidenceSha256: string
}

/** What of an exchange is kept in its row 0 of evidence. Lengths are of the bodies as stored. */
export interface SealedHead extends Pick<
  Exchange,
  'url' | 'requestHeaders' | 'responseHeaders' | 'faultText' | 'receivedSha256' | 'storedSha256'
> {
  readonly requestLength: number | null
  readonly responseLength: number | null
}

/**
 * Seals an exchange. One about a single subject is under its key as a whole. Of one about several, the adapter's
 * `cut` says which bytes are whose; what is nobody's row is under the key of the connection.
 */
export function sealExchange(
  exchange: Exchange,
  connectionId: string,
  asked: readonly Asked[],
  keys: KeyRing,
  cut: CutRows | null,
): SealedExchange {
  const lookupIds = asked.map(({ lookupId }) => lookupId)
  const subjects = new Map(asked.map(({ subject }) => [nameOfSubject(subject), subject]))
  const [only] = subjects.values()
  const whole = only && subjects.size === 1 ? only : connectionSubject(connectionId)
  const parts = partsBySubject(exchange, asked, whole, subjects.size > 1 ? cut : null)
  const plain = [
    [whole, Buffer.from(JSON.stringify(headOf(exchange)))] as const,
    ...[...parts].map(([name, own]) => [subjects.get(name) ?? whole, packParts(own)] as const),
  ]
  const lookups = digestLookups(lookupIds)
  const rows = plain.map(([subject, bytes], n) =>
    seal({ recordId: exchange.id, n, lookups }, getKey(keys, subject), bytes),
  )
  const clear = clearOf(exchange, connectionId, lookupIds, digestRows(rows))
  return { clear, rows, recordSha256: digestExchange(clear) }
}

/** Whose keys an exchange needs that asks about these subjects. */
export function subjectsOfCall(connectionId: string, subjects: readonly Subject[]): readonly Subject[] {
  const distinct = new Map(subjects.map((subject) => [nameOfSubject(subject), subject]))
  return distinct.size === 1
    ? [...distinct.values()]
    : [connectionSubject(connectionId), ...distinct.values()]
}

/** Hex SHA-256 over the columns in clear of an exchange. */
export function digestExchange(clear: ClearExchange): string {
  const { id, connectionId, method, httpVersion, status, startedMicros, durationMs } = clear
  const { fault, phase, responseBytes, lookupIds, evidenceSha256 } = clear
  const said = [id, connectionId, method, httpVersion, status, startedMicros, durationMs]
  const rest = [fault, phase, responseBytes, lookupIds.join(','), evidenceSha256]
  return hash('sha256', JSON.stringify([...said, ...rest]))
}

function partsBySubject(
  exchange: Exchange,
  asked: readonly Asked[],
  whole: Subject,
  cut: CutRows | null,
): ReadonlyMap<string, readonly BodyPart[]> {
  const { requestBody, responseBody } = exchange
  const spans = cut?.(
    { request: requestBody, reply: responseBody },
    asked.map(({ question }) => question),
  )
  const parts = new Map<string, BodyPart[]>()
  const add = (body: BodyPart['body'], bytes: Uint8Array | null, rows: readonly RowSpan[]) => {
    if (bytes === null) return
    let at = 0
    const take = (name: string, end: number) => {
      if (end <= at) return
      const own = parts.get(name) ?? []
      own.push({ body, at, bytes: bytes.subarray(at, end) })
      parts.set(name, own)
      at = end
    }
    for (const { start, end, question } of rows) {
      const owner = asked[question]
      if (!owner || start < at || end > bytes.length) continue
      take(nameOfSubject(whole), start)
      take(nameOfSubject(owner.subject), end)
    }
    take(nameOfSubject(whole), bytes.length)
  }
  add('request', requestBody, spans?.request ?? [])
  add('reply', responseBody, spans?.reply ?? [])
  return parts
}

function headOf(exchange: Exchange): SealedHead {
  const { url, requestHeaders, responseHeaders, faultText, receivedSha256, storedSha256 } = exchange
  return {
    url,
    requestHeaders,
    responseHeaders,
    faultText,
    receivedSha256,
    storedSha256,
    requestLength: exchange.requestBody?.length ?? null,
    responseLength: exchange.responseBody?.length ?? null,
  }
}

function clearOf(
  exchange: Exchange,
  connectionId: string,
  lookupIds: readonly string[],
  evidenceSha256: string,
): ClearExchange {
  const { id, method, httpVersion, status, startedAt, durationMs, fault, phase, responseBytes } = exchange
  return {
    id,
    connectionId,
    method,
    httpVersion,
    status: status === null ? null : String(status),
    startedMicros: `${startedAt.getTime()}000`,
    durationMs: String(Math.round(durationMs)),
    fault,
    phase,
    responseBytes: responseBytes === null ? null : String(responseBytes),
    lookupIds,
    evidenceSha256,
  }
}
