import { createHmac, randomUUID } from 'node:crypto'
import { type OneForBetQuestion, oneForBetBook } from './book/oneforbet.ts'
import { answerOne } from './book/scenario.ts'
import { type Call, type Handled, jsonReply, refused, sentType } from './call.ts'
import { credentials } from './credentials.ts'
import { type Read, fields, isObject, isUnsigned, num, readJson } from './exact-json.ts'
import type { Memory } from './memory.ts'
import { isSame } from './signing.ts'

const { productId, headers, signature } = credentials.oneforbet
const latestMillis = 10n ** 14n

/** OneForBet, POST /checkBalance. */
export function answerOneForBet(call: Call, memory: Memory): Handled {
  const no = (authenticated: boolean, status: number, code: string, message: string, ids?: string[]) => {
    const body = fields({
      id: randomUUID(),
      statusCode: num(code),
      productId,
      timestampMillis: num(String(Date.now())),
      message,
    })
    return refused(authenticated, jsonReply(status, body), ids)
  }
  if (call.path !== '/checkBalance') return no(false, 404, '40004', 'No such endpoint')
  if (call.method !== 'POST') return no(false, 405, '40005', 'Only POST is allowed')
  const apiKey = call.headers['x-api-key'] ?? ''
  if (!isSame(apiKey, headers['X-Api-Key'])) return no(false, 401, '30001', `API key ${apiKey} is not valid`)
  const timestamp = call.headers['sapi-timestamp'] ?? ''
  const expected = createHmac('sha256', signature.key).update(timestamp).update(call.body).digest('hex')
  // Every documented statusCode comes under HTTP 200.
  if (!isSame(call.headers['sapi-signature'], expected)) return no(false, 200, '30002', 'Invalid signature')

  if (sentType(call) !== 'application/json')
    return no(true, 415, '40000', 'Content-Type must be application/json')
  const sent = readJson(call.body)
  if (!isObject(sent)) return no(true, 400, '40000', 'The body is not a JSON object')
  const { username } = sent
  const ids = typeof username === 'string' ? [username] : []
  const question = readQuestion(sent, apiKey)
  if (typeof question === 'string') return no(true, 400, '40000', question, ids)
  if (question.timestampMillis.text !== timestamp) {
    return no(false, 200, '30002', 'sapi-timestamp differs from timestampMillis', ids)
  }
  if (question.productId !== productId) return no(true, 200, '40003', 'The product is not yours', ids)
  return {
    authenticated: true,
    transactionIds: ids,
    ...answerOne(oneForBetBook, question.username, question, call, memory),
  }
}

/** The question, or what is wrong with it. */
function readQuestion(sent: Record<string, Read>, apiKey: string): OneForBetQuestion | string {
  for (const name of ['id', 'productId', 'currency', 'username']) {
    if (typeof sent[name] !== 'string' || sent[name] === '') return `${name} is required and must be a string`
  }
  for (const name of ['gameCode', 'sessionToken']) {
    if (sent[name] !== undefined && typeof sent[name] !== 'string') return `${name} must be a string`
  }
  const { id, productId: product, currency, username, timestampMillis } = sent
  if (!isUnsigned(timestampMillis, latestMillis)) return 'timestampMillis is required and must be a number'
  if (typeof id !== 'string' || typeof product !== 'string') return 'id and productId are required'
  if (typeof currency !== 'string' || typeof username !== 'string')
    return 'currency and username are required'
  return { id, timestampMillis, productId: product, currency, username, apiKey }
}
