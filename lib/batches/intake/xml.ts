import type { Readable } from 'node:stream'
import { SaxesParser } from 'saxes'
import { FileFault } from './file-fault.ts'
import { faultOf } from './zip.ts'

/** What is told of a part while it is read. Names come without their prefix. */
export interface XmlListener {
  readonly open: (name: string, attribute: (name: string) => string | null) => void
  readonly text: (text: string) => void
  readonly close: (name: string) => void
}

/** More than this without a tag is nothing that Excel writes: a cell holds 32,767 characters. */
const longestSilence = 2 * 1024 * 1024

/**
 * Reads an XML part chunk by chunk; what the listener has collected by the end of each is taken and yielded. Entities of
 * its own are refused by the parser: none can multiply. Throws a `FileFault` where it is broken.
 */
export async function* readXml<Item>(
  stream: Readable,
  part: string,
  listener: XmlListener,
  take: () => readonly Item[],
): AsyncGenerator<Item> {
  const parser = new SaxesParser({ xmlns: false, position: false })
  let silence = 0
  parser.on('error', (error) => {
    throw new FileFault(`“${part}” of this workbook is broken. Save it again.`, { cause: error })
  })
  parser.on('doctype', () => {
    throw new FileFault(`“${part}” of this workbook declares a document type, which no workbook does.`)
  })
  parser.on('opentag', ({ name, attributes }) => {
    silence = 0
    listener.open(local(name), (wanted) => find(attributes, wanted))
  })
  parser.on('text', listener.text)
  parser.on('cdata', listener.text)
  parser.on('closetag', ({ name }) => {
    silence = 0
    listener.close(local(name))
  })
  const decoder = new TextDecoder()
  try {
    for await (const chunk of stream) {
      const text = decoder.decode(asBytes(chunk), { stream: true })
      silence += text.length
      parser.write(text)
      if (silence > longestSilence)
        throw new FileFault(`“${part}” of this workbook holds a cell of more than a megabyte.`)
      yield* take()
    }
    parser.close()
  } catch (error) {
    throw faultOf(error)
  }
  yield* take()
}

/** Reads a part to its end. */
export async function drainXml(stream: Readable, part: string, listener: XmlListener): Promise<void> {
  await readXml(stream, part, listener, () => []).next()
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** By its name, or by that behind a prefix: `r:id`. */
function find(attributes: Readonly<Record<string, string>>, wanted: string): string | null {
  const direct = attributes[wanted]
  if (direct !== undefined) return direct
  const name = Object.keys(attributes).find((each) => local(each) === wanted)
  return name === undefined ? null : (attributes[name] ?? null)
}

function asBytes(part: unknown): Uint8Array {
  if (part instanceof Uint8Array) return part
  throw new TypeError('A part of a ZIP gave no bytes.')
}

/** Spreadsheets write what XML cannot hold as `_x000D_` (ECMA-376, part 1, section 22.9.2.19). */
export function unescapeCell(text: string): string {
  if (!text.includes('_x')) return text.toWellFormed()
  return text
    .replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .toWellFormed()
}
