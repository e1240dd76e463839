import { createGunzip, type Gunzip } from 'node:zlib'
import { formatBytes } from '#lib/format-bytes.ts'
import type { Fault } from '#lib/providers/vocabulary.ts'
import type { Headers } from './mask.ts'

/** What is wrong with a body; always in the phase `body`. */
export interface BodyFault {
  readonly fault: Fault
  readonly text: string
}

export type Encoding = 'identity' | 'gzip' | 'unsupported'

/** Real replies compress to a tenth, a list of equal rows to a fiftieth; a bomb to a thousandth. */
const highestRatio = 200
/** A small reply may well be nothing but zeros. */
const ratioCountsFrom = 1_048_576
/** gzip adds a little to what cannot be compressed. */
const gzipOverhead = 65_536

/** How a body is to be decoded, by its headers: nothing, one layer of gzip, or anything else. */
export function encodingOf(headers: Headers): Encoding {
  const layers = headers
    .filter(([name]) => name.toLowerCase() === 'content-encoding')
    .flatMap(([, value]) => value.split(','))
    .map((layer) => layer.trim().toLowerCase())
    .filter((layer) => layer !== '' && layer !== 'identity')
  if (layers.length === 0) return 'identity'
  return layers.length === 1 && (layers[0] === 'gzip' || layers[0] === 'x-gzip') ? 'gzip' : 'unsupported'
}

/**
 * Decodes a body as it comes in and holds no more of it than `limit` bytes, counted after decoding. Calls
 * `settle` once: with null when the body is whole, with the fault when it must not be read on.
 */
export class Body {
  /** Decoded bytes so far, also those past the limit. */
  received = 0
  readonly #limit: number
  readonly #settle: (fault: BodyFault | null) => void
  readonly #gunzip: Gunzip | null
  #chunks: Uint8Array[] = []
  #kept = 0
  #wireBytes = 0
  #closed = false

  constructor(
    encoding: Exclude<Encoding, 'unsupported'>,
    limit: number,
    settle: (fault: BodyFault | null) => void,
  ) {
    this.#limit = limit
    this.#settle = settle
    this.#gunzip = encoding === 'gzip' ? createGunzip() : null
    this.#gunzip
      ?.on('data', (chunk: Uint8Array) => this.#take(chunk))
      .on('end', () => this.#finish())
      .on('error', () => this.#close({ fault: 'unreadable', text: 'The gzip of the reply is broken.' }))
  }

  /** Bytes as they came over the wire. */
  write(chunk: Uint8Array): void {
    if (this.#closed) return
    this.#wireBytes += chunk.length
    if (!this.#gunzip) this.#take(chunk)
    else if (this.#wireBytes > this.#limit + gzipOverhead) this.#close(tooLarge(this.#limit))
    else this.#gunzip.write(chunk)
  }

  /** The wire has ended; decoding may take a moment more. */
  end(): void {
    if (this.#closed) return
    if (this.#gunzip && this.#wireBytes > 0) this.#gunzip.end()
    else this.#finish()
  }

  /** Stops decoding. `settle` is not called. */
  stop(): void {
    this.#closed = true
    this.#gunzip?.destroy()
  }

  /** What was decoded, up to the limit. Null when secrets in it could not be masked, because it is compressed. */
  get bytes(): Uint8Array | null {
    const [first, ...more] = this.#chunks
    const bytes = first && more.length === 0 ? first : Buffer.concat(this.#chunks)
    this.#chunks = [bytes]
    return isGzip(bytes) ? null : bytes
  }

  #take(chunk: Uint8Array): void {
    if (this.#closed) return
    this.received += chunk.length
    const kept = chunk.subarray(0, this.#limit - this.#kept)
    this.#kept += kept.length
    this.#chunks.push(kept)
    if (this.received > this.#limit) this.#close(tooLarge(this.#limit))
    else if (this.#gunzip && this.received > Math.max(ratioCountsFrom, this.#wireBytes * highestRatio)) {
      const text = `The reply decodes to more than ${highestRatio} times what was sent.`
      this.#close({ fault: 'too_large', text })
    }
  }

  #finish(): void {
    const compressed = this.bytes === null
    this.#close(
      compressed ? { fault: 'unreadable', text: 'The reply is compressed more often than it says.' } : null,
    )
  }

  #close(fault: BodyFault | null): void {
    if (this.#closed) return
    this.stop()
    this.#settle(fault)
  }
}

function tooLarge(limit: number): BodyFault {
  return { fault: 'too_large', text: `The reply is larger than ${formatBytes(limit)}.` }
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 0x08
}
