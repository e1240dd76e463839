import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { type Dispatcher, errors } from 'undici'
import type { Phase } from '#lib/providers/vocabulary.ts'
import { Body, encodingOf } from './body.ts'
import type { Line } from './connect.ts'
import { type AttemptFault, readError } from './fault.ts'
import type { Headers } from './mask.ts'
import type { Prepared } from './request.ts'

/** What one attempt brought, unmasked. */
export interface Attempted {
  /** Null when a whole reply came. */
  readonly fault: AttemptFault | null
  readonly httpVersion: '1.1' | '2' | null
  readonly status: number | null
  readonly headers: Headers
  /** Decoded, and cut at the cap; null when none began or none can be kept. */
  readonly body: Uint8Array | null
  readonly received: number | null
  /** An HTTP/2 connection answered nothing at all, not even to others that share it. */
  readonly silent: boolean
}

export interface AttemptLimits {
  /** Ends the attempt whatever happens. */
  readonly totalMs: number
  /** Between two pieces of the body. */
  readonly idleMs: number
  readonly maxResponseBytes: number
}

interface Wire {
  readonly socket: Socket | TLSSocket
  readonly bytesBefore: number
}

const unsupported = 'The reply is encoded in a way that was not asked for; it was not kept.'

/**
 * One request and its reply, as the HTTP library reports them. Settles exactly once, and by its own timers: some
 * failures of HTTP/2 are reported by no event at all.
 */
export class Attempt implements Dispatcher.DispatchHandler {
  readonly settled: Promise<Attempted>
  /** The connection of the HTTP library that was chosen for it. */
  line: Line | null = null
  readonly #resolve: (attempted: Attempted) => void
  readonly #limits: AttemptLimits
  readonly #request: Prepared
  readonly #signal: AbortSignal
  readonly #phaseOfLine: (line: Line | null) => Phase
  readonly #total: NodeJS.Timeout
  #idle: NodeJS.Timeout | null = null
  #controller: Dispatcher.DispatchController | null = null
  #phase: Phase | null = null
  #wire: Wire | null = null
  #status: number | null = null
  #headers: Headers = []
  #body: Body | null = null
  #wireBytes = 0
  #done = false

  /** `phaseOfLine` says where a request is that was not begun yet. */
  constructor(
    request: Prepared,
    limits: AttemptLimits,
    signal: AbortSignal,
    phaseOfLine: (line: Line | null) => Phase,
  ) {
    const { promise, resolve } = Promise.withResolvers<Attempted>()
    this.settled = promise
    this.#resolve = resolve
    this.#request = request
    this.#limits = limits
    this.#signal = signal
    this.#phaseOfLine = phaseOfLine
    this.#total = setTimeout(this.#onTotal, limits.totalMs)
    signal.addEventListener('abort', this.#onAbort)
    if (signal.aborted) this.#onAbort()
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Throwing is the one way to keep the library from sending, without harm to the connection. It also replays
    // what a peer refused; that must not happen unseen to a call that may not be repeated.
    if (this.#done || (this.#phase !== null && !this.#request.safeToRetry))
      throw new errors.RequestAbortedError()
    this.#controller = controller
    this.#phase = 'send'
    const socket = this.line?.socket
    this.#wire = socket ? { socket, bytesBefore: socket.bytesRead } : null
  }

  onRequestSent(): void {
    if (this.#phase === 'send') this.#phase = 'first_byte'
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    if (this.#done || status < 200) return
    this.#phase = 'body'
    this.#status = status
    this.#headers = headerPairs(controller.rawHeaders)
    this.#idle = setTimeout(this.#onIdle, this.#limits.idleMs)
    const encoding = encodingOf(this.#headers)
    if (encoding === 'unsupported')
      return this.#fail({ fault: 'unreadable', phase: 'body', text: unsupported })
    this.#body = new Body(encoding, this.#limits.maxResponseBytes, (fault) =>
      this.#finish(fault && { ...fault, phase: 'body' }),
    )
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#done) return
    this.#idle?.refresh()
    this.#wireBytes += chunk.length
    this.#body?.write(chunk)
  }

  onResponseEnd(): void {
    this.#controller = null
    if (!this.#done) this.#body?.end()
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    this.#fail(
      readError(error, {
        phase: this.#currentPhase,
        promised: this.#promised,
        received: this.#wireBytes,
        ended: this.#wire?.socket.readableEnded ?? false,
      }),
    )
  }

  get #currentPhase(): Phase {
    if (this.#phase === null) return this.#phaseOfLine(this.line)
    // The library calls a request sent that it has handed to the socket; of a large one, much may be left there.
    return this.#phase === 'first_byte' && this.#isStillSending ? 'send' : this.#phase
  }

  get #isStillSending(): boolean {
    const socket = this.#wire?.socket
    return socket !== undefined && !isHttp2(socket) && socket.writableLength > 0
  }

  get #promised(): number | null {
    const length = this.#headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1]
    return length !== undefined && /^\d{1,15}$/.test(length) ? Number(length) : null
  }

  readonly #onTotal = () => {
    this.#fail({ fault: 'timeout', phase: this.#currentPhase, text: tookTooLong[this.#currentPhase] })
  }

  readonly #onIdle = () => {
    const text = `Nothing more of the reply came for ${this.#limits.idleMs} ms.`
    this.#fail({ fault: 'timeout', phase: 'body', text })
  }

  readonly #onAbort = () => {
    this.#fail({ fault: 'cancelled', phase: this.#currentPhase, text: 'The call was cancelled.' })
  }

  #fail(fault: AttemptFault): void {
    this.#finish(fault)
  }

  #finish(fault: AttemptFault | null): void {
    if (this.#done) return
    this.#done = true
    clearTimeout(this.#total)
    if (this.#idle) clearTimeout(this.#idle)
    this.#signal.removeEventListener('abort', this.#onAbort)
    this.#body?.stop()
    const began =
      this.#body !== null && !(this.#wireBytes === 0 && (fault !== null || isBodiless(this.#status)))
    const httpVersion = this.#wire === null ? null : isHttp2(this.#wire.socket) ? '2' : '1.1'
    this.#resolve({
      fault,
      httpVersion,
      status: this.#status,
      headers: this.#headers,
      body: began ? (this.#body?.bytes ?? null) : null,
      received: began ? (this.#body?.received ?? null) : null,
      silent: httpVersion === '2' && this.#wire?.socket.bytesRead === this.#wire?.bytesBefore,
    })
    // Last, since the library reports the abort at once.
    this.#controller?.abort(new errors.RequestAbortedError())
  }
}

const tookTooLong: Record<Phase, string> = {
  wait: 'No place among the calls to this connection became free in time.',
  resolve: 'The name was not resolved in time.',
  connect: 'No connection came about in time.',
  send: 'The request could not be sent in time.',
  first_byte: 'The provider did not begin to answer in time.',
  body: 'The reply was not complete in time.',
  reply: 'The reply was not complete in time.',
  reading: 'The reply was not complete in time.',
}

/** Answers of these statuses have no body (RFC 9110, 6.4.1). */
function isBodiless(status: number | null): boolean {
  return status === 204 || status === 304
}

function isHttp2(socket: Socket | TLSSocket): boolean {
  return 'alpnProtocol' in socket && socket.alpnProtocol === 'h2'
}

/** In the order in which they came; over HTTP/2 the library has already put equal names together. */
function headerPairs(raw: Dispatcher.DispatchController['rawHeaders']): Headers {
  if (!raw) return []
  if (!Array.isArray(raw))
    return Object.entries(raw).flatMap(([name, value]) =>
      [value ?? []].flat().map((one): [string, string] => [name, one]),
    )
  const texts = raw.map((text) => (typeof text === 'string' ? text : text.toString('latin1')))
  return texts.flatMap((name, at): [string, string][] => (at % 2 === 0 ? [[name, texts[at + 1] ?? '']] : []))
}
