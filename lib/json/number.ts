/**
 * A number exactly as it stands in a JSON text: `50.50`, `1e3`, `18446744073709551615`.
 * A JavaScript number would drop zeros and ruin integers above 2^53.
 */
export class JsonNumber {
  readonly text: string

  /** Throws a RangeError when `text` is not a number in the grammar of RFC 8259, section 6. */
  constructor(text: string) {
    if (!isJsonNumber(text)) throw new RangeError(`Not a JSON number: ${text.slice(0, 40)}`)
    this.text = text
  }

  toString(): string {
    return this.text
  }
}

/** Whether `text` can stand in a JSON text as a number, unchanged (RFC 8259, section 6). */
export function isJsonNumber(text: string): boolean {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)
}
