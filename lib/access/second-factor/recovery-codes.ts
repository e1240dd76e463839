import { createHmac } from 'node:crypto'
import { generateRandomString } from 'better-auth/crypto'
import { deriveKey } from '#lib/access/keys.ts'

const howMany = 10

/** Ten new codes of 51 bits each, to be shown once, as `a1b2c-d3e4f`. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: howMany }, () => {
    const code = generateRandomString(10, 'a-z', '0-9')
    return `${code.slice(0, 5)}-${code.slice(5)}`
  })
}

/** What is kept of a code, for one person: hex. Spaces, dashes and case do not count. */
export function hashRecoveryCode(personId: string, code: string): string {
  const text = `${personId} ${code.replaceAll(/[\s-]/g, '').toLowerCase()}`
  return createHmac('sha256', deriveKey('recovery')).update(text).digest('hex')
}
