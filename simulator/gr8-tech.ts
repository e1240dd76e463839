import { gr8Error, gr8TechBook } from './book/gr8-tech.ts'
import { answerOne } from './book/scenario.ts'
import { type Call, type Handled, refused } from './call.ts'
import { credentials } from './credentials.ts'
import type { Gr8Tokens } from './gr8-token.ts'
import type { Memory } from './memory.ts'
import { decodeSegment } from './path.ts'
import { isSame } from './signing.ts'

const { authorization, brand, operatorId } = credentials['gr8-tech']
const longestId = 50

/** GR8 Tech, get-transaction-by-id. */
export function answerGr8Tech(call: Call, memory: Memory, tokens: Gr8Tokens): Handled {
  const sent = call.headers['authorization']
  if (!isSame(sent, authorization) && !tokens.isValid(sent)) {
    return refused(
      false,
      gr8Error('error.unauthorized', 'Authorization token is missing, invalid or expired', 401),
    )
  }
  if (call.headers['x-brand'] === undefined)
    return refused(false, gr8Error('error.request.invalid', 'X-Brand is required'))
  if (call.headers['x-operator-id'] === undefined) {
    return refused(false, gr8Error('error.request.invalid', 'X-Operator-Id is required'))
  }
  if (!isSame(call.headers['x-brand'], brand) || !isSame(call.headers['x-operator-id'], operatorId)) {
    return refused(false, gr8Error('error.forbidden', 'The tenant is not yours', 403))
  }

  const [, player, segment] =
    /^\/v1\/wallet-proxy\/v1\/([^/?]+)\/transactions\/([^/?]+)$/.exec(call.path) ?? []
  const transactionId = decodeSegment(segment)
  if (decodeSegment(player) === null || transactionId === null) {
    return refused(true, gr8Error('error.request.invalid', 'No such resource'))
  }
  const ids = [transactionId]
  if (call.method !== 'GET')
    return refused(true, gr8Error('error.request.invalid', 'Only GET is allowed'), ids)
  if (transactionId.length > longestId) {
    return refused(
      true,
      gr8Error('error.request.invalid', 'Transaction Id is longer than 50 characters'),
      ids,
    )
  }
  return {
    authenticated: true,
    transactionIds: ids,
    ...answerOne(gr8TechBook, transactionId, { transactionId }, call, memory),
  }
}
