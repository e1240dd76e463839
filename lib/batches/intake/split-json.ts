import { FileFault } from './file-fault.ts'
import { longestRow } from './limits.ts'

/** A piece of JSON that is to be parsed by itself. */
export interface JsonItem {
  /** From 1: the physical line where it begins, and its place in the list. */
  readonly line: number
  readonly place: number
  readonly text: string
}

/** The items of a JSON list, or the values of NDJSON, cut out of a text without holding more than one. */
export async function* splitJson(parts: AsyncIterable<string>): AsyncGenerator<JsonItem> {
  const state = new Splitter()
  for await (const part of parts) yield* state.take(part)
  yield* state.end()
}

class Splitter {
  #line = 1
  #place = 0
  #before = ''
  #held = ''
  #startLine = 1
  #depth = 0
  #inText = false
  #escaped = false
  /** Whether the whole is one list; null until its first character. */
  #isList: boolean | null = null
  #listEnded = false
  #afterItem = false
  #isOpen = false

  /** Whether a character stands between items, and may. */
  #separates(char: string): boolean {
    if (this.#listEnded || !this.#isList) return false
    if (char === ',' && this.#afterItem) {
      this.#afterItem = false
      return true
    }
    if (char !== ']' || (!this.#afterItem && this.#place > 0)) return false
    this.#listEnded = true
    return true
  }

  #finish(): JsonItem {
    this.#place += 1
    const item = { line: this.#startLine, place: this.#place, text: this.#held }
    this.#held = ''
    this.#isOpen = false
    this.#afterItem = true
    return item
  }

  #broken(): FileFault {
    return new FileFault(`This is not JSON from line ${this.#line} on.`)
  }

  *take(part: string): Generator<JsonItem> {
    let from = 0
    const keep = (to: number) => {
      this.#held += part.slice(from, to)
      if (this.#held.length > longestRow) {
        throw new FileFault(
          `The item that begins in line ${this.#startLine} is longer than a megabyte. No row of a list is.`,
        )
      }
    }
    for (let at = 0; at < part.length; at += 1) {
      const char = part.charAt(at)
      if (char === '\r' || (char === '\n' && this.#before !== '\r')) this.#line += 1
      this.#before = char
      if (this.#inText) {
        if (this.#escaped) this.#escaped = false
        else if (char === '\\') this.#escaped = true
        else if (char === '"') {
          this.#inText = false
          if (this.#depth === 0) {
            keep(at + 1)
            yield this.#finish()
          }
        }
        continue
      }
      if (!this.#isOpen) {
        if (isSpace(char)) continue
        if (this.#isList === null) {
          this.#isList = char === '['
          if (this.#isList) continue
        }
        if (this.#isList && this.#separates(char)) continue
        if (this.#listEnded || (this.#isList && this.#afterItem)) throw this.#broken()
        this.#isOpen = true
        this.#startLine = this.#line
        from = at
      }
      if (char === '"') this.#inText = true
      else if (char === '{' || char === '[') this.#depth += 1
      else if (char === '}' || char === ']') {
        if (this.#depth === 0) {
          keep(at)
          yield this.#finish()
          if (!this.#separates(char)) throw this.#broken()
          continue
        }
        this.#depth -= 1
        if (this.#depth === 0) {
          keep(at + 1)
          yield this.#finish()
        }
      } else if (this.#depth === 0 && (char === ',' || isSpace(char))) {
        keep(at)
        yield this.#finish()
        if (char === ',' && !this.#separates(char)) throw this.#broken()
      }
    }
    if (this.#isOpen) keep(part.length)
  }

  *end(): Generator<JsonItem> {
    if (this.#isOpen && !this.#isList && this.#depth === 0 && !this.#inText) yield this.#finish()
    if (this.#isOpen) throw new FileFault(`The item that begins in line ${this.#startLine} never ends.`)
    if (this.#isList && !this.#listEnded)
      throw new FileFault('The JSON list never ends: its closing “]” is missing.')
  }
}

function isSpace(char: string): boolean {
  return char === ' ' || char === '\n' || char === '\r' || char === '\t'
}
