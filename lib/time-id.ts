import { randomUUID } from 'node:crypto'

/** A UUID of version 7 (RFC 9562, section 5.7): it orders by the millisecond in which it was made. */
export function newTimeId(at: Date = new Date()): string {
  return `${timePrefix(at)}-7${randomUUID().slice(15)}`
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
