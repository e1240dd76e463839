import Big from 'big.js'

/**
 * The exact sum of decimal texts, in plain notation: `["50.50", "0.1"]` gives `"50.6"`. Throws when a text is
 * not a decimal number.
 */
export function sumDecimals(amounts: readonly string[]): string {
  return amounts.reduce((sum, amount) => sum.plus(amount), new Big(0)).toFixed()
}

/** Whether two decimal texts have the same value: `50.5` and `50.50` do. */
export function equalDecimals(one: string, other: string): boolean {
  return new Big(one).eq(other)
}

/** Whether a text is a decimal number that this folder can calculate with. */
export function isDecimal(text: string): boolean {
  // An exponent of millions would exhaust memory when written out.
  return /^-?(?:\d+)(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/.test(text)
}
