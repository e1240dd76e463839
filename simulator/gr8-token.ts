import { randomBytes } from 'node:crypto'
import { findFault } from './book/scenario.ts'
import { type Call, type Handled, jsonReply, refused, sentType } from './call.ts'
import { credentials } from './credentials.ts'
import { fields, num } from './exact-json.ts'
import { basicHeader, isSame } from './signing.ts'

const { clientId, clientSecret } = credentials['gr8-tech']

/** The tokens in force. They live a minute unless told otherwise, so that a demo sees them renewed. */
export class Gr8Tokens {
  expiresInSeconds = 60
  /** A name from the fault book: how the token endpoint answers until told otherwise. */
  fault: string | null = null
  readonly #expiries = new Map<string, number>()

  issue(): string {
    for (const [token, expiry] of this.#expiries) if (expiry <= Date.now()) this.#expiries.delete(token)
    const token = randomBytes(24).toString('base64url')
    this.#expiries.set(token, Date.now() + this.expiresInSeconds * 1000)
    return token
  }

  isValid(authorization: string | undefined): boolean {
    const [, token = ''] = /^Bearer (\S+)$/.exec(authorization ?? '') ?? []
    return (this.#expiries.get(token) ?? 0) > Date.now()
  }

  /** How many were in force. */
  revoke(): number {
    const revoked = this.#expiries.size
    this.#expiries.clear()
    return revoked
  }
}

/** The OAuth 2.0 client credentials grant (RFC 6749, 4.4); the client's secret in the form or in Basic. */
export function answerGr8Token(call: Call, tokens: Gr8Tokens): Handled {
  const no = (authenticated: boolean, status: number, error: string) =>
    refused(authenticated, jsonReply(status, fields({ error })))
  if (call.method !== 'POST') return no(false, 405, 'invalid_request')
  if (sentType(call) !== 'application/x-www-form-urlencoded') return no(false, 415, 'invalid_request')
  const form = new URLSearchParams(Buffer.from(call.body).toString())
  const byForm =
    isSame(form.get('client_id') ?? undefined, clientId) &&
    isSame(form.get('client_secret') ?? undefined, clientSecret)
  // RFC 6749, 2.3.1 form-encodes both halves before Basic; these two are the same either way.
  const byBasic = isSame(call.headers['authorization'], basicHeader(clientId, clientSecret))
  if (byForm && call.headers['authorization'] !== undefined) return no(false, 400, 'invalid_request')
  if (!byForm && !byBasic) {
    const reply = jsonReply(401, fields({ error: 'invalid_client' }))
    return refused(false, {
      ...reply,
      headers: { ...reply.headers, 'www-authenticate': 'Basic realm="gr8-tech"' },
    })
  }
  if (form.get('grant_type') !== 'client_credentials') return no(true, 400, 'unsupported_grant_type')

  const expiresIn = num(String(tokens.expiresInSeconds))
  const ok = jsonReply(
    200,
    fields({ token_type: 'Bearer', access_token: tokens.issue(), expires_in: expiresIn }),
  )
  const fault = tokens.fault === null ? null : findFault(`sc-${tokens.fault}`)
  if (!fault)
    return { authenticated: true, transactionIds: [], scenario: null, delivery: { how: 'whole', reply: ok } }
  const recall = { nth: 1, sinceFirstMs: 0, firstAt: Date.now() }
  const delivery = fault.entry.deliver(ok, { call, recall, seconds: fault.seconds })
  return { authenticated: true, transactionIds: [], scenario: fault.entry.name, delivery }
}
