import { createHmac } from 'node:crypto'
import { JsonNumber } from '#lib/json/number.ts'
import { stringifyJson } from '#lib/json/stringify.ts'
import type { OutgoingRequest } from '#lib/providers/contract.ts'
import { endpoint } from '#lib/providers/endpoint.ts'
import type { BalanceQuestion, Settings } from './schema.ts'

/** What the desk adds to a question: an id of its own for the call, and the time of asking. */
export interface Stamp {
  readonly id: string
  readonly at: Date
}

/** The question, signed where the connection has a key. Members stand in the order of the page's example. */
export function balanceRequest(
  question: BalanceQuestion,
  stamp: Stamp,
  settings: Settings,
  baseUrl: URL,
): OutgoingRequest {
  const timestamp = String(stamp.at.getTime())
  const body = new TextEncoder().encode(
    stringifyJson({
      id: stamp.id,
      currency: question.currency,
      productId: settings.productId,
      timestampMillis: new JsonNumber(timestamp),
      username: question.username,
      gameCode: question.gameCode,
      sessionToken: question.sessionToken,
    }),
  )
  return {
    method: 'POST',
    url: endpoint(baseUrl, 'checkBalance'),
    headers: [
      ['Content-Type', 'application/json'],
      ['Accept', 'application/json'],
      ...Object.entries(settings.headers).map(([name, value]) => [name, value.reveal()] as const),
      ...(settings.signature ? signatureHeaders(timestamp, body, settings.signature) : []),
    ],
    body,
    // "Get latest balance from member": a read.
    safeToRetry: true,
  }
}

function signatureHeaders(
  timestamp: string,
  body: Uint8Array,
  { key }: NonNullable<Settings['signature']>,
): (readonly [string, string])[] {
  const signature = createHmac('sha256', key.reveal()).update(timestamp).update(body).digest('hex')
  return [
    ['sapi-timestamp', timestamp],
    ['sapi-signature', signature],
  ]
}
