import { createReadStream } from 'node:fs'
import { FileFault } from './file-fault.ts'
import type { Format } from './row.ts'
import { readHead } from './signature.ts'

export type Encoding = NonNullable<Format['encoding']>

/** What one pass over a text tells. */
export interface TextCensus {
  readonly encoding: Encoding
  readonly lineEnds: { readonly crlf: number; readonly lf: number; readonly cr: number }
}

/**
 * Which encoding a file is in: by its byte-order mark, else by where its zero bytes are, else UTF-8 when all of it is,
 * else Windows-1252. Throws a `FileFault` for what is no text.
 */
export async function takeCensus(path: string): Promise<TextCensus> {
  const encoding = guessEncoding(await readHead(path, 64 * 1024))
  if (encoding !== null) return { encoding, lineEnds: await countLineEnds(path, encoding, false) }
  try {
    return { encoding: 'utf-8', lineEnds: await countLineEnds(path, 'utf-8', true) }
  } catch (error) {
    if (error instanceof FileFault || !(error instanceof TypeError)) throw error
    return { encoding: 'windows-1252', lineEnds: await countLineEnds(path, 'windows-1252', false) }
  }
}

/** The text of a file, part by part, without its byte-order mark. */
export async function* readText(path: string, encoding: Encoding, fatal = false): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal })
  for await (const part of createReadStream(path)) {
    const text = decoder.decode(asBytes(part), { stream: true })
    if (text !== '') yield text
  }
  const rest = decoder.decode()
  if (rest !== '') yield rest
}

/** Null where it is UTF-8 or Windows-1252. */
function guessEncoding(head: Buffer): Encoding | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  const zeros = [0, 0]
  let control = 0
  for (const [at, byte] of head.entries()) {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
    else if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) control += 1
  }
  const [even = 0, odd = 0] = zeros
  const half = head.length / 2
  if (odd > half * 0.4 && even < half * 0.1) return 'utf-16le'
  if (even > half * 0.4 && odd < half * 0.1) return 'utf-16be'
  // A zero byte or two in a text are named with their line; hundreds are no text.
  if (control + even + odd > Math.max(4, head.length / 100)) {
    throw new FileFault('This is a binary file, not a list. A batch is read from CSV, XLSX or JSON.')
  }
  return null
}

async function countLineEnds(path: string, encoding: Encoding, fatal: boolean) {
  const counts = { crlf: 0, lf: 0, cr: 0 }
  let before = 0
  for await (const text of readText(path, encoding, fatal)) {
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at)
      if (code === 0x0a && before === 0x0d) {
        counts.cr -= 1
        counts.crlf += 1
      } else if (code === 0x0a) counts.lf += 1
      else if (code === 0x0d) counts.cr += 1
      else if (code === 0) {
        const line = 1 + counts.crlf + counts.lf + counts.cr
        throw new FileFault(`Line ${line} holds a zero byte (NUL), which no text can hold.`)
      }
      before = code
    }
  }
  return counts
}

function asBytes(part: unknown): Uint8Array {
  if (part instanceof Uint8Array) return part
  throw new TypeError('A file stream gave no bytes.')
}
