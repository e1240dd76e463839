import type { OutgoingRequest, QuestionInput } from '#lib/providers/contract.ts'
import { endpoint } from '#lib/providers/endpoint.ts'
import { encodePathSegment } from '#lib/providers/path-segment.ts'
import type { Settings } from './schema.ts'

/**
 * The request for one transaction, under a complete `Authorization` value. A GET that changes nothing, so it may
 * be repeated.
 */
export function buildRequest(
  { playerId = '', transactionId = '' }: QuestionInput,
  authorization: string,
  { brand, operatorId }: Settings,
  baseUrl: URL,
): OutgoingRequest {
  const player = encodePathSegment(playerId)
  const transaction = encodePathSegment(transactionId)
  return {
    method: 'GET',
    url: endpoint(baseUrl, `v1/wallet-proxy/v1/${player}/transactions/${transaction}`),
    headers: [
      ['Authorization', authorization],
      ['X-Brand', brand],
      ['X-Operator-Id', operatorId],
    ],
    body: null,
    safeToRetry: true,
  }
}
