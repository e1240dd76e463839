import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Http2ServerRequest, Http2ServerResponse, constants } from 'node:http2'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Reply } from './call.ts'

export type Incoming = IncomingMessage | Http2ServerRequest

/** The way back to one client, the same for HTTP/1.1 and HTTP/2. */
export class Outgoing {
  /** All of the answer was handed to the system. */
  finished = false
  readonly #response: ServerResponse | Http2ServerResponse
  readonly #tcp: Socket
  readonly #lastByte: () => void
  readonly #gone = new AbortController()

  constructor(
    response: ServerResponse | Http2ServerResponse,
    tcp: Socket,
    on: { lastByte: () => void; closed: (finished: boolean) => void },
  ) {
    this.#response = response
    this.#tcp = tcp
    this.#lastByte = on.lastByte
    const onFinish = () => (this.finished = true)
    const onClose = () => {
      this.#gone.abort()
      on.closed(this.finished)
    }
    // Written out per protocol: the two classes' overloads do not unite.
    if (response instanceof Http2ServerResponse) response.once('finish', onFinish).once('close', onClose)
    else response.once('finish', onFinish).once('close', onClose)
  }

  get closed(): boolean {
    return this.#gone.signal.aborted
  }

  /** Waits, unless the client leaves first. */
  async wait(ms: number): Promise<void> {
    if (ms > 0 && !this.closed)
      await sleep(ms, undefined, { signal: this.#gone.signal }).catch(() => undefined)
  }

  async untilClosed(): Promise<void> {
    if (!this.closed)
      await new Promise((done) => this.#gone.signal.addEventListener('abort', done, { once: true }))
  }

  /** Status and headers, at once. */
  begin(reply: Reply, { withLength }: { withLength: boolean }): void {
    if (this.closed) return
    const length = withLength && reply.status !== 204 ? { 'content-length': String(reply.body.length) } : {}
    const headers = { ...reply.headers, ...length }
    if (this.#response instanceof Http2ServerResponse) {
      this.#response.writeHead(reply.status, headers)
    } else {
      this.#response.writeHead(reply.status, headers).flushHeaders()
    }
  }

  write(bytes: Uint8Array): Promise<void> {
    return new Promise((done) => {
      if (this.closed) done()
      else if (this.#response instanceof Http2ServerResponse) this.#response.stream.write(bytes, () => done())
      else this.#response.write(bytes, () => done())
    })
  }

  whole(reply: Reply): void {
    if (this.closed) return
    this.#lastByte()
    const length = reply.status === 204 ? {} : { 'content-length': String(reply.body.length) }
    const headers = { ...reply.headers, ...length }
    if (this.#response instanceof Http2ServerResponse)
      this.#response.writeHead(reply.status, headers).end(reply.body)
    else this.#response.writeHead(reply.status, headers).end(reply.body)
  }

  /** The last of a body that was written in pieces. */
  end(bytes: Uint8Array): void {
    if (this.closed) return
    this.#lastByte()
    this.#response.end(bytes)
  }

  /** An orderly close under a length that promised more. */
  endTooEarly(): void {
    this.#lastByte()
    if (this.#response instanceof Http2ServerResponse) this.#response.stream.end()
    else this.#tcp.end()
  }

  /** Resets the connection, or over HTTP/2 the stream alone. */
  breakOff(): void {
    this.#lastByte()
    if (this.#response instanceof Http2ServerResponse)
      this.#response.stream.close(constants.NGHTTP2_INTERNAL_ERROR)
    else this.#tcp.resetAndDestroy()
  }

  drop(): void {
    this.#lastByte()
    this.#tcp.resetAndDestroy()
  }
}
