import { createHmac } from 'node:crypto'
import { credentials } from '../credentials.ts'
import type { Question } from './client.ts'

const fantasy = credentials['fantasy-goal']
const fizzy = credentials['fizzy-bubbly']
const gr8 = credentials['gr8-tech']
const { oneforbet, fungamess } = credentials

export function hmac(
  key: string,
  text: string | Uint8Array,
  algorithm = 'sha256',
  encoding: 'hex' | 'base64' = 'hex',
): string {
  return createHmac(algorithm, key).update(text).digest(encoding)
}

export function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}

/** The body of the page's request example, with another transaction. */
export function fantasyGoalBody(transactionId: string): string {
  return `{
  "token": "3dc8fe01-2018-486e-9632-35aef21028a5",
  "player_id": 1,
  "site_id": 1,
  "provider_id": 1,
  "game_id": "example",
  "currency": "EUR",
  "amount": 50.50,
  "round_id": "ebe18296b1d7d42e1d2181d43a1c9cb5",
  "transaction_id": "${transactionId}",
  "action": "debit"
}`
}

export function fantasyGoal(body: string, headers: Record<string, string> = {}): Question {
  return {
    method: 'POST',
    path: '/fantasy-goal/api/wallet/status',
    headers: {
      authorization: basic(fantasy.username, fantasy.password),
      'x-request-signature': hmac(fantasy.signature.secret, body),
      'content-type': 'application/json',
      accept: 'application/json',
      ...headers,
    },
    body,
  }
}

export function fungamessCall(body: string, headers: Record<string, string> = {}): Question {
  const type = { 'content-type': 'application/json' }
  return {
    method: 'POST',
    path: '/fungamess/checkTransactions',
    headers: { ...fungamess.headers, ...type, ...headers },
    body,
  }
}

export function fungamessRows(...ids: string[]): Question {
  const rows = ids.map((id) => `{"userId": 14730, "transactionId": ${JSON.stringify(id)}, "gameId": 1028683}`)
  return fungamessCall(`{"transactions": [${rows.join(',')}]}`)
}

/** `base` is part of what is signed: the whole URL is. */
export function fizzyBubbly(base: string, id: string, headers: Record<string, string> = {}): Question {
  const path = `/fizzy-bubbly/history/transactions/${encodeURIComponent(id)}`
  // The MD5 of no bytes, in upper-case hex.
  const signature = hmac(fizzy.privateKey, `GET\n${base}${path}\nD41D8CD98F00B204E9800998ECF8427E`)
  return { method: 'GET', path, headers: { 'public-key': fizzy.publicKey, signature, ...headers } }
}

export function gr8Tech(id: string, headers: Record<string, string> = {}): Question {
  const tenant = { 'x-brand': gr8.brand, 'x-operator-id': gr8.operatorId }
  return {
    method: 'GET',
    path: `/gr8-tech/v1/wallet-proxy/v1/player-1/transactions/${encodeURIComponent(id)}`,
    headers: { authorization: gr8.authorization, ...tenant, ...headers },
  }
}

export function gr8Token(form: Record<string, string>, headers: Record<string, string> = {}): Question {
  return {
    method: 'POST',
    path: '/gr8-tech/oauth/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(form).toString(),
  }
}

/** The body of the page's request example, with another username. */
export function oneForBetBody(username: string, productId: string = oneforbet.productId): string {
  return `{
  "id": "2989ccc8-aae3-4ff4-803c-47de52f7c4d5",
  "currency": "THB",
  "productId": ${JSON.stringify(productId)},
  "timestampMillis": 1712641926000,
  "username": ${JSON.stringify(username)},
  "gameCode": "3300",
  "sessionToken": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c"
}`
}

export function oneForBet(body: string, headers: Record<string, string> = {}): Question {
  const timestamp = '1712641926000'
  return {
    method: 'POST',
    path: '/oneforbet/checkBalance',
    headers: {
      ...oneforbet.headers,
      'content-type': 'application/json',
      'sapi-timestamp': timestamp,
      'sapi-signature': hmac(oneforbet.signature.key, timestamp + body),
      ...headers,
    },
    body,
  }
}

/** The same scenario asked of each provider. */
export function everywhere(base: string, id: string): Record<string, Question> {
  return {
    'fantasy-goal': fantasyGoal(fantasyGoalBody(id)),
    fungamess: fungamessRows(id),
    'fizzy-bubbly': fizzyBubbly(base, id),
    'gr8-tech': gr8Tech(id),
    oneforbet: oneForBet(oneForBetBody(id)),
  }
}
