/** A list of texts as Postgres writes arrays, for a parameter of type text[]: the pool does not know array types. */
export function arrayLiteral(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`
}
