import type { OutgoingRequest } from '#lib/providers/contract.ts'
import type { TokenSettings } from './schema.ts'

/**
 * The request for an access token: OAuth 2.0 client credentials (RFC 6749, section 4.4.2). `secrets` are the
 * forms that the client's secret takes in it, beside the configured one. A second token does no harm, so it may
 * be repeated.
 */
export function buildTokenRequest({ url, clientId, clientSecret, auth }: TokenSettings): {
  readonly request: OutgoingRequest
  readonly secrets: readonly string[]
} {
  const form = [['grant_type', 'client_credentials']]
  const headers = [
    ['Content-Type', 'application/x-www-form-urlencoded'],
    ['Accept', 'application/json'],
  ] as const
  const encodedSecret = encodeForm(clientSecret.reveal())
  if (auth === 'form') {
    form.push(['client_id', clientId], ['client_secret', clientSecret.reveal()])
    return { request: post(url, headers, form), secrets: [encodedSecret] }
  }
  // RFC 6749, section 2.3.1: both are form-encoded before they are joined.
  const basic = Buffer.from(`${encodeForm(clientId)}:${encodedSecret}`).toString('base64')
  const request = post(url, [['Authorization', `Basic ${basic}`], ...headers], form)
  return { request, secrets: [encodedSecret, basic] }
}

function post(url: string, headers: OutgoingRequest['headers'], form: string[][]): OutgoingRequest {
  const body = Buffer.from(new URLSearchParams(form).toString())
  return { method: 'POST', url, headers, body, safeToRetry: true }
}

function encodeForm(value: string): string {
  return new URLSearchParams([['', value]]).toString().slice(1)
}
