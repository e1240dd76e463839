/** A piece of a body, with where it stood in it. */
export interface BodyPart {
  readonly body: 'request' | 'reply'
  readonly at: number
  readonly bytes: Uint8Array
}

/** Pieces of bodies as one stretch of bytes: a length (4), where each piece stood in JSON of that length, the pieces. */
export function packParts(parts: readonly BodyPart[]): Buffer {
  const head = Buffer.from(JSON.stringify(parts.map(({ body, at, bytes }) => [body, at, bytes.length])))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(head.length)
  return Buffer.concat([length, head, ...parts.map(({ bytes }) => bytes)])
}

/** The pieces again. Throws when these bytes were not made by `packParts`. */
export function unpackParts(packed: Buffer): readonly BodyPart[] {
  const start = 4 + packed.readUInt32BE(0)
  const places: unknown = JSON.parse(packed.subarray(4, start).toString())
  if (!Array.isArray(places)) throw new Error('The pieces of a body have no places.')
  let from = start
  return places.map((place: unknown) => {
    if (!Array.isArray(place)) throw new Error('A piece of a body has no place.')
    const [body, at, length]: readonly unknown[] = place
    if ((body !== 'request' && body !== 'reply') || typeof at !== 'number' || typeof length !== 'number')
      throw new Error('The place of a piece of a body cannot be read.')
    from += length
    return { body, at, bytes: packed.subarray(from - length, from) }
  })
}

/** A body put together again. What of it cannot be opened stands in it as `[erased: 214 bytes]`. */
export interface JoinedBody {
  readonly bytes: Buffer
  readonly missingBytes: number
}

/** Puts the pieces of one body, `length` bytes long, where they stood; `word` says what became of the others. */
export function joinParts(parts: readonly BodyPart[], length: number, word: string): JoinedBody {
  const pieces: Uint8Array[] = []
  let at = 0
  let missingBytes = 0
  const fill = (until: number) => {
    if (until <= at) return
    pieces.push(Buffer.from(`[${word}: ${until - at} ${until - at === 1 ? 'byte' : 'bytes'}]`))
    missingBytes += until - at
  }
  for (const part of parts.toSorted((a, b) => a.at - b.at)) {
    fill(part.at)
    pieces.push(part.bytes)
    at = part.at + part.bytes.length
  }
  fill(length)
  return { bytes: Buffer.concat(pieces), missingBytes }
}
