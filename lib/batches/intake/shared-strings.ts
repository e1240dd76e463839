import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { FileFault } from './file-fault.ts'
import { drainXml, unescapeCell } from './xml.ts'
import type { Zip } from './zip.ts'

const mostBytes = 256 * 1024 * 1024
const mostStrings = 8_000_000
const blockBytes = 64 * 1024
/** 8 MB of what was read last. Sheets use strings in about the order in which they first came. */
const mostBlocks = 128

/**
 * The texts of a workbook, which its cells name by number. They lie in a file beside the workbook, so that memory does
 * not grow with them: four bytes for each, and some blocks.
 */
export class SharedStrings {
  readonly #file: number
  #ends = new Uint32Array(1024)
  #count = 0
  #bytes = 0
  #pending: Buffer[] = []
  #pendingBytes = 0
  readonly #blocks = new Map<number, Buffer>()

  constructor(directory: string) {
    this.#file = openSync(join(directory, 'strings'), 'wx+', 0o600)
  }

  /** Takes in the part of that name. */
  async fill(zip: Zip, part: string | null): Promise<void> {
    const stream = part === null ? null : await zip.read(part, mostBytes)
    if (part === null || !stream) return
    let text = ''
    let isText = false
    let phonetic = false
    await drainXml(stream, part, {
      open: (name) => {
        if (name === 'si') text = ''
        else if (name === 't') isText = true
        else if (name === 'rPh') phonetic = true
      },
      text: (more) => {
        if (isText && !phonetic) text += more
      },
      close: (name) => {
        if (name === 't') isText = false
        else if (name === 'rPh') phonetic = false
        else if (name === 'si') this.#add(unescapeCell(text))
      },
    })
    this.#flush()
  }

  /** Null when there is none with that number. */
  get(index: number): string | null {
    if (!Number.isInteger(index) || index < 0 || index >= this.#count) return null
    const start = index === 0 ? 0 : (this.#ends[index - 1] ?? 0)
    const end = this.#ends[index] ?? start
    const block = Math.floor(start / blockBytes)
    if (end <= (block + 1) * blockBytes) {
      const from = start - block * blockBytes
      return this.#block(block).toString('utf8', from, from + end - start)
    }
    return this.#read(start, end - start).toString('utf8')
  }

  close(): void {
    closeSync(this.#file)
  }

  #add(text: string): void {
    if (this.#count === mostStrings)
      throw new FileFault(`This workbook holds more than ${mostStrings} texts. Save it as CSV.`)
    const bytes = Buffer.from(text)
    if (this.#count === this.#ends.length) {
      const larger = new Uint32Array(this.#ends.length * 2)
      larger.set(this.#ends)
      this.#ends = larger
    }
    this.#bytes += bytes.length
    this.#ends[this.#count] = this.#bytes
    this.#count += 1
    this.#pending.push(bytes)
    this.#pendingBytes += bytes.length
    if (this.#pendingBytes >= blockBytes) this.#flush()
  }

  #flush(): void {
    writeSync(this.#file, Buffer.concat(this.#pending))
    this.#pending = []
    this.#pendingBytes = 0
  }

  #block(at: number): Buffer {
    const held = this.#blocks.get(at)
    if (held) return held
    const block = this.#read(at * blockBytes, blockBytes)
    this.#blocks.set(at, block)
    if (this.#blocks.size > mostBlocks) {
      for (const oldest of this.#blocks.keys()) {
        this.#blocks.delete(oldest)
        break
      }
    }
    return block
  }

  #read(position: number, length: number): Buffer {
    const buffer = Buffer.alloc(length)
    const read = readSync(this.#file, buffer, 0, length, position)
    return buffer.subarray(0, read)
  }
}
