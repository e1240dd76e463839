import { timingSafeEqual } from 'node:crypto'

/** Compares a credential as sent with the one expected. */
export function isSame(sent: string | undefined, expected: string): boolean {
  if (sent === undefined) return false
  const [a, b] = [Buffer.from(sent), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

export function basicHeader(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}
