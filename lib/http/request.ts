import type { OutgoingRequest, SendFault } from '#lib/providers/contract.ts'
import type { Headers } from './mask.ts'
import type { Target } from './target.ts'

/** A request that may be sent as it is. */
export interface Prepared {
  readonly kind: 'prepared'
  readonly method: 'GET' | 'POST'
  readonly origin: string
  /** With the query, byte for byte as in the URL that was given: signatures cover it. */
  readonly path: string
  readonly url: string
  readonly headers: Headers
  readonly body: Buffer | null
  readonly safeToRetry: boolean
}

/** Headers that say how a message is framed; whoever sets them could smuggle a second request. */
const ownHeaders: ReadonlySet<string> = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'keep-alive',
  'upgrade',
  'expect',
  'te',
  'trailer',
])

/**
 * Checks a request before anything of it is sent. What a person may have caused is a fault `invalid_request`;
 * throws a TypeError for an address outside the connection, which only a defect can cause.
 */
export function prepare(request: OutgoingRequest, target: Target): Prepared | SendFault {
  const { method, url, body, safeToRetry } = request
  const origin = target.origins.find((one) => url.startsWith(`${one}/`))
  if (origin === undefined) throw new TypeError('A call must go to an origin of its connection.')
  const path = url.slice(origin.length)
  if (!/^[\x21-\x7e]+$/.test(path) || /[#\\]/.test(path))
    return malformed('The address of the call holds a character that no address may hold.')
  if (new URL(url).pathname !== path.replace(/\?.*$/, ''))
    return malformed('The address of the call would be shortened on the way, and reach something else.')
  for (const [name, value] of request.headers) {
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) return malformed('The name of a header is malformed.')
    if (ownHeaders.has(name.toLowerCase())) return malformed(`The header ${name} cannot be set.`)
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value))
      return malformed(`The header ${name} holds a line break or another character that no header may hold.`)
  }
  const negotiates = request.headers.some(([name]) => name.toLowerCase() === 'accept-encoding')
  return {
    kind: 'prepared',
    method,
    origin,
    path,
    url,
    headers: negotiates ? request.headers : [...request.headers, ['accept-encoding', 'gzip']],
    body: body && Buffer.from(body),
    safeToRetry,
  }
}

/** The headers as they go out: with those that the HTTP library writes, less `connection`. */
export function headersSent({ url, method, headers, body }: Prepared): Headers {
  const length = body?.length ?? 0
  return [
    ['host', new URL(url).host],
    ...headers,
    ...(method === 'POST' ? [['content-length', String(length)] as const] : []),
  ]
}

function malformed(text: string): SendFault {
  return { kind: 'fault', fault: 'invalid_request', phase: 'send', text }
}
