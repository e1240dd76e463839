import { createHmac } from 'node:crypto'
import { type FantasyGoalQuestion, fantasyGoalBook, refusal } from './book/fantasy-goal.ts'
import { answerOne } from './book/scenario.ts'
import { type Call, type Handled, jsonReply, refused, sentType } from './call.ts'
import { fantasyGoalAccounts } from './credentials.ts'
import { Numeral, type Read, isObject, isUnsigned, readJson } from './exact-json.ts'
import type { Memory } from './memory.ts'
import { basicHeader, isSame } from './signing.ts'

const maxBigInteger = 2n ** 64n - 1n
const actions = ['debit', 'credit', 'rollback']

/** Fantasy Goal, POST /api/wallet/status. */
export function answerFantasyGoal(call: Call, memory: Memory): Handled {
  const no = (authenticated: boolean, status: number, code: string, message: string, ids?: string[]) =>
    refused(authenticated, jsonReply(status, refusal(code, message)), ids)
  if (call.path !== '/api/wallet/status') return no(false, 404, '404', 'Not found.')
  if (call.method !== 'POST') return no(false, 405, '405', 'Method not allowed.')

  const account = fantasyGoalAccounts.find(({ username, password }) =>
    isSame(call.headers['authorization'], basicHeader(username, password)),
  )
  if (!account) return no(false, 401, '3', 'Unauthorized.')
  const { secret, algorithm, encoding } = account.signature
  const signature = createHmac(algorithm, secret).update(call.body).digest(encoding)
  if (!isSame(call.headers['x-request-signature'], signature))
    return no(false, 401, '3', 'The request signature is invalid.')

  if (sentType(call) !== 'application/json')
    return no(true, 415, '5', 'Content-Type must be application/json.')
  if (!/application\/json|\*\/\*/.test(call.headers['accept'] ?? ''))
    return no(true, 406, '5', 'Accept must allow JSON.')
  const sent = readJson(call.body)
  if (!isObject(sent)) return no(true, 400, '5', 'The body is not a JSON object.')
  const { transaction_id: id } = sent
  const ids = typeof id === 'string' ? [id] : []
  const problem = findProblem(sent)
  if (problem !== null) return no(true, 400, '5', problem, ids)
  const question = readQuestion(sent)
  if (!question || typeof id !== 'string') return no(true, 400, '5', 'The request is invalid.', ids)
  return {
    authenticated: true,
    transactionIds: ids,
    ...answerOne(fantasyGoalBook, id, question, call, memory),
  }
}

function findProblem(sent: Record<string, Read>): string | null {
  for (const name of ['token', 'game_id', 'currency', 'round_id', 'transaction_id', 'action']) {
    const value = sent[name]
    if (value === undefined || value === null || value === '') return `The ${name} field is required.`
    if (typeof value !== 'string') return `The ${name} field must be a string.`
  }
  for (const name of ['player_id', 'site_id', 'provider_id']) {
    if (sent[name] === undefined || sent[name] === null) return `The ${name} field is required.`
    if (!isUnsigned(sent[name], maxBigInteger)) return `The ${name} field must be an unsigned big integer.`
  }
  const { amount } = sent
  if (amount === undefined || amount === null) return 'The amount field is required.'
  if (!(amount instanceof Numeral) || amount.text.startsWith('-'))
    return 'The amount field must be an unsigned float.'
  for (const name of ['round_id', 'transaction_id']) {
    if (String(sent[name]).length > 36) return `The ${name} field must not be greater than 36 characters.`
  }
  return actions.includes(String(sent['action'])) ? null : 'The selected action is invalid.'
}

function readQuestion(sent: Record<string, Read>): FantasyGoalQuestion | null {
  const { token, player_id, site_id, provider_id, game_id } = sent
  if (typeof token !== 'string' || typeof game_id !== 'string') return null
  if (!(player_id instanceof Numeral) || !(site_id instanceof Numeral) || !(provider_id instanceof Numeral))
    return null
  return { token, player_id, site_id, provider_id, game_id }
}
