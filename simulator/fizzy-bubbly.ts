import { createHash, createHmac } from 'node:crypto'
import { fizzyBubblyBook, fizzyError } from './book/fizzy-bubbly.ts'
import { answerOne } from './book/scenario.ts'
import { type Call, type Handled, refused } from './call.ts'
import { fizzyBubblyAccounts } from './credentials.ts'
import type { Memory } from './memory.ts'
import { decodeSegment } from './path.ts'
import { isSame } from './signing.ts'

/** Fizzy Bubbly, GET /history/transactions/{transactionId}. */
export function answerFizzyBubbly(call: Call, memory: Memory): Handled {
  const account = fizzyBubblyAccounts.find(({ publicKey }) => isSame(call.headers['public-key'], publicKey))
  if (!account || !isSame(call.headers['signature'], expectedSignature(account, call))) {
    return refused(
      false,
      fizzyError(401, 'ERROR_INVALID_SIGNATURE', 'Request public key or signature is missing or invalid'),
    )
  }
  const [, segment] = /^\/history\/transactions\/([^/?]+)$/.exec(call.path) ?? []
  const transactionId = decodeSegment(segment)
  if (transactionId === null) return refused(true, fizzyError(400, 'ERROR_BAD_REQUEST', 'No such resource'))
  const ids = [transactionId]
  if (call.method !== 'GET')
    return refused(true, fizzyError(400, 'ERROR_BAD_REQUEST', 'Only GET is allowed'), ids)
  const answer = answerOne(fizzyBubblyBook, transactionId, { transactionId }, call, memory)
  return { authenticated: true, transactionIds: ids, ...answer }
}

/** METHOD, URI and the upper-case hex MD5 of the body, a line each, under HMAC-SHA256. */
function expectedSignature(account: (typeof fizzyBubblyAccounts)[number], call: Call): string {
  const { encoding, uri, emptyBody } = account.signature
  const signedUri = uri === 'full' ? call.url : call.url.replace(/^https?:\/\/[^/]*/, '')
  const leftEmpty = emptyBody === 'empty' && call.body.length === 0
  const digest = leftEmpty ? '' : createHash('md5').update(call.body).digest('hex').toUpperCase()
  return createHmac('sha256', account.privateKey)
    .update(`${call.method}\n${signedUri}\n${digest}`)
    .digest(encoding)
}
