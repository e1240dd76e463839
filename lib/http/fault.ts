import { errors } from 'undici'
import type { Fault, Phase } from '#lib/providers/vocabulary.ts'

/** Why an attempt brought no whole reply. */
export interface AttemptFault {
  readonly fault: Fault
  readonly phase: Phase
  /** A sentence for staff, without secrets: never an error's own message, which may quote what was sent. */
  readonly text: string
  /** Trying again cannot help: a certificate or an address that is refused. */
  readonly lasting?: boolean
}

/** Thrown by the connector, through the HTTP library, to whoever waits for the connection. */
export class ConnectError extends Error {
  readonly reason: AttemptFault

  constructor(reason: AttemptFault, cause?: unknown) {
    super(reason.text, { cause })
    this.reason = reason
  }
}

/** What became known of a reply before it broke off. */
export interface BrokenReply {
  readonly phase: Phase
  /** The header content-length, and how many bytes came; null when it was not sent. */
  readonly promised: number | null
  readonly received: number
  /** The peer closed in an orderly way (FIN), as opposed to a reset. */
  readonly ended: boolean
}

/** Puts what the HTTP library or a socket reports into our words. */
export function readError(error: unknown, reply: BrokenReply): AttemptFault {
  if (error instanceof ConnectError) return error.reason
  const { phase } = reply
  if (error instanceof errors.HeadersOverflowError)
    return { fault: 'too_large', phase, text: 'The headers of the reply are larger than is read.' }
  if (error instanceof errors.HTTPParserError)
    return { fault: 'unreadable', phase, text: 'What came back is not HTTP.' }
  if (phase === 'body' && isShort(error, reply)) {
    const text = `The reply ended after ${reply.received} bytes; ${reply.promised} were promised.`
    return { fault: 'unreadable', phase, text }
  }
  return { fault: 'unreachable', phase, text: `${brokeOff[phase]}${codeIn(error)}.` }
}

/**
 * Shorter than its content-length, and yet ended as if it were whole. A reset is a broken connection whatever
 * was promised.
 */
function isShort(error: unknown, { promised, received, ended }: BrokenReply): boolean {
  if (promised === null || received === promised) return false
  if (!(error instanceof errors.ResponseContentLengthMismatchError)) return ended
  // Over HTTP/2 the same error also stands for a stream that the provider reset; PROTOCOL_ERROR (1) is what our
  // own side says when a stream ends in order and short (RFC 9113, 8.1.1).
  const reset = 'http2ErrorCode' in error ? error.http2ErrorCode : 0
  return reset === 0 || reset === 1
}

const brokeOff: Record<Phase, string> = {
  wait: 'The call could not be made',
  resolve: 'The name could not be resolved',
  connect: 'No connection came about',
  send: 'The connection broke while the request was being sent',
  first_byte: 'The connection broke before a reply began',
  body: 'The connection broke in the middle of the reply',
  reply: 'The connection broke after the reply',
  reading: 'The connection broke after the reply',
}

/** An error's code, in brackets, when it has one: `ECONNREFUSED`, `CERT_HAS_EXPIRED`. */
export function codeIn(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return ''
  return /^[A-Z][A-Z0-9_]*$/.test(error.code) ? ` (${error.code})` : ''
}
