import { createHmac } from 'node:crypto'
import { JsonNumber } from '#lib/json/number.ts'
import { stringifyJson } from '#lib/json/stringify.ts'
import type { OutgoingRequest } from '#lib/providers/contract.ts'
import { endpoint } from '#lib/providers/endpoint.ts'
import type { Settings, StatusQuestion } from './schema.ts'

/** The signed question. Members stand in the order of the page's example; numbers go out digit for digit. */
export function statusRequest(question: StatusQuestion, settings: Settings, baseUrl: URL): OutgoingRequest {
  const body = new TextEncoder().encode(
    stringifyJson({
      token: question.token,
      player_id: new JsonNumber(question.player_id),
      site_id: new JsonNumber(question.site_id),
      provider_id: new JsonNumber(question.provider_id),
      game_id: question.game_id,
      currency: question.currency,
      amount: new JsonNumber(question.amount),
      round_id: question.round_id,
      transaction_id: question.transaction_id,
      action: question.action,
    }),
  )
  return {
    method: 'POST',
    url: endpoint(baseUrl, 'api/wallet/status'),
    headers: [
      ['Authorization', `Basic ${basicCredentials(settings)}`],
      ['X-Request-Signature', signatureOf(body, settings.signature)],
      ['Content-Type', 'application/json'],
      ['Accept', 'application/json'],
    ],
    body,
    // The endpoint reports a status and changes nothing.
    safeToRetry: true,
  }
}

/** What stands after `Basic `: as good as the password, so it is to be masked like it. */
export function basicCredentials({ username, password }: Settings): string {
  return Buffer.from(`${username}:${password.reveal()}`).toString('base64')
}

function signatureOf(body: Uint8Array, signature: Settings['signature']): string {
  return createHmac(signature.algorithm, signature.secret.reveal()).update(body).digest(signature.encoding)
}
