import { randomUUID } from 'node:crypto'

/** Twelve bits: after so many ids of one millisecond their order begins anew. */
const mostInOrder = 0x1000
let latest = { prefix: '', count: 0 }

/**
 * A UUID of version 7 (RFC 9562, section 5.7). It orders by the millisecond it is given and, among those that this
 * process makes one after the other for the same millisecond, by a counter (section 6.2, method 1).
 */
export function newTimeId(at: Date = new Date()): string {
  const prefix = timePrefix(at)
  latest = { prefix, count: latest.prefix === prefix ? (latest.count + 1) % mostInOrder : 0 }
  return `${prefix}-7${latest.count.toString(16).padStart(3, '0')}${randomUUID().slice(18)}`
}

/** The least UUID of version 7 of a millisecond, for comparing ids with a moment. */
export function firstTimeId(at: Date): string {
  return `${timePrefix(at)}-7000-8000-000000000000`
}

function timePrefix(at: Date): string {
  const hex = at.getTime().toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}`
}

/** Whether a text from outside can be compared with an id. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}
