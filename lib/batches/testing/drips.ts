/** One row in so many has a reply that comes a byte at a time, and is never whole in time. */
const dripEvery = 97

/** Whether the reply for a row comes a byte at a time. */
export function drips(ordinal: number): boolean {
  return ordinal % dripEvery === 3
}

/** The transaction that such a row is about. */
export function dripId(ordinal: number): string {
  return `sc-drip-half_read-${ordinal}`
}
