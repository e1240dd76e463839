import { hash } from 'node:crypto'
import type { Attempted } from './attempt.ts'
import type { Exchange } from './exchange.ts'
import { isForm, Mask, secretsSent } from './mask.ts'
import { headersSent, type Prepared } from './request.ts'
import type { Needle } from './spelling.ts'

export interface Recording {
  readonly id: string
  readonly startedAt: Date
  readonly durationMs: number
  readonly maskKey: Uint8Array
  readonly needles: readonly Needle[]
}

/** Makes the record of an attempt, masked and hashed. */
export function recordExchange(request: Prepared, attempted: Attempted, recording: Recording): Exchange {
  const { id, startedAt, durationMs, maskKey, needles } = recording
  const { fault, body } = attempted
  const sent = headersSent(request)
  const form = isForm(sent)
  const known = new Mask(maskKey, needles).knowing(secretsSent(sent, request.body, form))
  const whole = fault === null
  const stored = body && known.body(body, { form: isForm(attempted.headers), whole })
  return {
    id,
    method: request.method,
    url: known.url(request.url),
    httpVersion: attempted.httpVersion,
    status: attempted.status,
    startedAt,
    durationMs,
    fault: fault?.fault ?? null,
    phase: fault?.phase ?? null,
    faultText: fault?.text ?? null,
    requestHeaders: known.headers(sent),
    requestBody: request.body && known.body(request.body, { form, whole: true }),
    responseHeaders: known.headers(attempted.headers),
    responseBody: stored,
    responseBytes: attempted.received,
    receivedSha256: whole && body ? hash('sha256', body) : null,
    storedSha256: stored && hash('sha256', stored),
  }
}
