import { createHash, createHmac } from 'node:crypto'
import type { OutgoingRequest } from '#lib/providers/contract.ts'
import { endpoint } from '#lib/providers/endpoint.ts'
import { encodePathSegment } from '#lib/providers/path-segment.ts'
import type { Settings } from './schema.ts'

/** The signed request for one transaction. A GET that changes nothing, so it may be repeated. */
export function buildRequest(transactionId: string, settings: Settings, baseUrl: URL): OutgoingRequest {
  const url = endpoint(baseUrl, `history/transactions/${encodePathSegment(transactionId)}`)
  return {
    method: 'GET',
    url,
    headers: [
      ['Signature', sign('GET', url, settings)],
      ['Public-Key', settings.publicKey],
    ],
    body: null,
    safeToRetry: true,
  }
}

/** Signs what is really sent: the id stands percent-encoded in the text, as it does in the address. */
function sign(method: string, url: string, { privateKey, signature }: Settings): string {
  const uri = signature.uri === 'full' ? url : url.slice(new URL(url).origin.length)
  const bodyDigest = signature.emptyBody === 'md5' ? createHash('md5').digest('hex').toUpperCase() : ''
  return createHmac('sha256', privateKey.reveal())
    .update(`${method}\n${uri}\n${bodyDigest}`)
    .digest(signature.encoding)
}
