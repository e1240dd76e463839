/** Bytes, and where they were found. */
export interface Place {
  readonly name: string
  readonly bytes: Buffer
}

/** Where a secret stands, and how it is spelt there. */
export function findSecrets(
  places: Iterable<Place>,
  secrets: ReadonlyMap<string, Buffer>,
): readonly string[] {
  const needles = [...secrets].flatMap(([secret, bytes]) =>
    [...spell(bytes)].map(([spelling, needle]) => ({ secret, spelling, needle })),
  )
  const found: string[] = []
  for (const { name, bytes } of places)
    for (const { secret, spelling, needle } of needles) {
      const at = bytes.indexOf(needle)
      if (at >= 0) found.push(`${secret} (${spelling}) in ${name}: ${around(bytes, at, needle.length)}`)
    }
  return found
}

/** A secret as it may stand in text or in files; each also as hex of that, which is how a dump writes bytes. */
function spell(secret: Buffer): ReadonlyMap<string, Buffer> {
  const hex = secret.toString('hex')
  const pairs = hex.match(/../g) ?? []
  const spellings: Record<string, Buffer> = {
    plain: secret,
    'percent-encoded': Buffer.from(encodeURIComponent(secret.toString('latin1'))),
    'every byte percent-encoded': Buffer.from(pairs.map((pair) => `%${pair.toUpperCase()}`).join('')),
    'JSON escapes': Buffer.from(pairs.map((pair) => String.raw`\u00${pair}`).join('')),
    'UTF-16': Buffer.from(secret.toString('latin1'), 'utf16le'),
    'upper hex': Buffer.from(hex.toUpperCase()),
    hex: Buffer.from(hex),
  }
  for (const shift of [0, 1, 2]) {
    spellings[`base64, shifted by ${shift}`] = base64Of(secret, shift, 'base64')
    spellings[`base64url, shifted by ${shift}`] = base64Of(secret, shift, 'base64url')
  }
  const all = new Map(Object.entries(spellings))
  for (const [spelling, bytes] of Object.entries(spellings))
    if (spelling !== 'hex') all.set(`hex of ${spelling}`, Buffer.from(bytes.toString('hex')))
  return all
}

/** The part of the base64 of something longer that depends on the secret alone, which begins `shift` bytes into a group of three. */
function base64Of(secret: Buffer, shift: number, encoding: 'base64' | 'base64url'): Buffer {
  const text = Buffer.concat([Buffer.alloc(shift), secret]).toString(encoding)
  return Buffer.from(text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + secret.length) * 8) / 6)))
}

function around(bytes: Buffer, at: number, length: number): string {
  return JSON.stringify(bytes.subarray(Math.max(0, at - 60), at + length + 40).toString('latin1'))
}
