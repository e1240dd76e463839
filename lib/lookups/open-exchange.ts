import { type BodyPart, joinParts, unpackParts } from '#lib/evidence/body-parts.ts'
import { openRow } from '#lib/evidence/open.ts'
import { type EvidenceState, wordsByState } from '#lib/evidence/words-by-state.ts'
import type { ExchangeEvidence } from './evidence.ts'
import type { StoredExchange } from './exchange-store.ts'
import { bracketed, openFullHead } from './opened.ts'

/** What of an exchange can be opened, and what became of the rest. */
export function openExchange(n: number, row: StoredExchange): ExchangeEvidence {
  const { method, httpVersion, status, fault, phase, durationMs, responseBytes } = row
  const common = { n, method, httpVersion, status, fault, phase, durationMs, responseBytes }
  if (row.clear) {
    const { requestBody, responseBody, ...clear } = row.clear
    const bodies = { requestBody: decode(requestBody), responseBody: decode(responseBody) }
    return { ...common, ...clear, ...bodies, state: 'kept', missing: { request: 0, reply: 0 } }
  }
  const head = openFullHead({ ...row, head: row.rows.find((sealed) => sealed.n === 0) ?? null })
  if (head.state !== 'kept') return { ...common, ...nothing(head.state) }

  const { requestLength, responseLength, ...opened } = head.head
  const { parts, lost } = openBodies(row)
  const word = wordsByState[lost ?? 'dropped']
  const join = (body: BodyPart['body'], length: number | null) =>
    length === null
      ? null
      : joinParts(
          parts.filter((part) => part.body === body),
          length,
          word,
        )
  const request = join('request', requestLength)
  const reply = join('reply', responseLength)
  return {
    ...common,
    ...opened,
    state: 'kept',
    requestBody: request?.bytes ?? null,
    responseBody: reply?.bytes ?? null,
    missing: { request: request?.missingBytes ?? 0, reply: reply?.missingBytes ?? 0 },
  }
}

/** The pieces that can be opened, and what became of the first that cannot. */
function openBodies({ id, lookups, rows }: StoredExchange) {
  const parts: BodyPart[] = []
  let lost: Exclude<EvidenceState, 'kept'> | null = null
  for (const sealed of rows) {
    if (sealed.n === 0) continue
    const opened = openRow({ recordId: id, lookups: lookups ?? '' }, sealed)
    if (opened.state === 'kept') parts.push(...unpackParts(opened.plain))
    else if (lost === null || opened.state === 'altered') lost = opened.state
  }
  return { parts, lost }
}

function nothing(state: Exclude<EvidenceState, 'kept'>) {
  return {
    state,
    url: bracketed(state),
    faultText: null,
    requestHeaders: [],
    requestBody: null,
    responseHeaders: [],
    responseBody: null,
    receivedSha256: null,
    storedSha256: null,
    missing: { request: 0, reply: 0 },
  } as const
}

function decode(base64: string | null): Buffer | null {
  return base64 === null ? null : Buffer.from(base64, 'base64')
}
