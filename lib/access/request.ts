import { createHash, randomUUID } from 'node:crypto'
import { isIP } from 'node:net'
import { getEnv } from '#lib/env.ts'

/** Where a request came from, as far as it can be trusted. */
export interface RequestOrigin {
  readonly ip: string | null
  readonly userAgentHash: string | null
  /** Ours, made anew for each request. */
  readonly requestId: string
}

/**
 * Reads the origin of a request from its headers. The address is taken from the one header that the operator
 * trusts, the last entry of it (what stands before was written by whoever sent the request); without such a
 * header it is not known.
 */
export function describeRequest(headers: Headers): RequestOrigin {
  const userAgent = headers.get('user-agent')
  return {
    ip: findIp(headers),
    userAgentHash: userAgent === null ? null : createHash('sha256').update(userAgent).digest('hex'),
    requestId: randomUUID(),
  }
}

function findIp(headers: Headers): string | null {
  const { TRUSTED_IP_HEADER } = getEnv()
  if (!TRUSTED_IP_HEADER) return null
  const last = headers.get(TRUSTED_IP_HEADER)?.split(',').at(-1)?.trim() ?? ''
  return isIP(last) === 0 ? null : last
}
