/**
 * JSON with every number kept as the text it was written with. It is on purpose not the desk's own reader: the two
 * must not be wrong in the same way.
 */
export type Json = string | boolean | null | Numeral | readonly Json[] | Fields

/** What was read: objects are plain, numbers are `Numeral`. */
export type Read = string | boolean | null | Numeral | Read[] | { [key: string]: Read }

export class Numeral {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** An object to be written: ordered, and able to hold a key twice. */
export class Fields {
  readonly entries: readonly (readonly [string, Json])[]
  constructor(entries: readonly (readonly [string, Json])[]) {
    this.entries = entries
  }
  set(key: string, value: Json): Fields {
    if (!this.entries.some(([name]) => name === key)) return this.add(key, value)
    return new Fields(this.entries.map((entry) => (entry[0] === key ? [key, value] : entry)))
  }
  add(key: string, value: Json): Fields {
    return new Fields([...this.entries, [key, value]])
  }
  drop(...keys: string[]): Fields {
    return new Fields(this.entries.filter(([name]) => !keys.includes(name)))
  }
}

export function fields(from: Record<string, Json>): Fields {
  return new Fields(Object.entries(from))
}

export function num(text: string): Numeral {
  return new Numeral(text)
}

/** `undefined` when the text is not JSON. */
export function readJson(bytes: Uint8Array): Read | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return JSON.parse(text, (_key, value: Read, context?: { source?: string }) =>
      typeof value === 'number' ? new Numeral(context?.source ?? '') : value,
    )
  } catch {
    return undefined
  }
}

export function isObject(value: Read | undefined): value is { [key: string]: Read } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Numeral)
}

/** A whole number from 0 to `max`, written without point or exponent. */
export function isUnsigned(value: Read | undefined, max: bigint): value is Numeral {
  return value instanceof Numeral && /^\d+$/.test(value.text) && BigInt(value.text) <= max
}

/** `indent` is what the vendor's page uses: two spaces, or none at all with a line per field. */
export function writeJson(value: Json, indent: string, depth = 0): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (value instanceof Numeral) return value.text
  const inner = `\n${indent.repeat(depth + 1)}`
  const end = `\n${indent.repeat(depth)}`
  if (value instanceof Fields) {
    const parts = value.entries.map(
      ([key, v]) => `${JSON.stringify(key)}: ${writeJson(v, indent, depth + 1)}`,
    )
    return parts.length === 0 ? '{}' : `{${inner}${parts.join(`,${inner}`)}${end}}`
  }
  const items = value.map((item) => writeJson(item, indent, depth + 1))
  return items.length === 0 ? '[]' : `[${inner}${items.join(`,${inner}`)}${end}]`
}
