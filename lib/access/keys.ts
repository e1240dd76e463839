import { createHmac, hkdfSync } from 'node:crypto'
import { once } from '#lib/once.ts'
import { getSecret } from './secret.ts'

/** `auth` signs session cookies, `mask` makes masked values comparable, `email` stands for addresses in the record, `oidc` seals a sign-in under way, `authenticator` encrypts secrets of authenticator apps, `recovery` hashes recovery codes, `batch` encrypts secret cells of lists. */
export type KeyPurpose = 'auth' | 'mask' | 'email' | 'oidc' | 'authenticator' | 'recovery' | 'batch'

/** The key of a purpose: 32 bytes by HKDF-SHA-256 (RFC 5869) from the desk's secret, always the same. */
export function deriveKey(purpose: KeyPurpose): Buffer {
  return once(`key ${purpose}`, () =>
    Buffer.from(hkdfSync('sha256', getSecret(), '', `statusdesk ${purpose}`, 32)),
  )
}

/** Stands for an e-mail address where the address itself must not: hex, the same for the same address. */
export function digestEmail(email: string): string {
  return createHmac('sha256', deriveKey('email')).update(email.toLowerCase()).digest('hex').slice(0, 32)
}
