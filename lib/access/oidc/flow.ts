import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { deriveKey } from '#lib/access/keys.ts'
import { getPublicUrl } from '#lib/access/public-url.ts'

/** How long somebody may take at the provider. */
export const flowMs = 10 * 60_000

const flowSchema = z.object({
  id: z.uuid(),
  purpose: z.enum(['sign_in', 'confirm']),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** Where to go afterwards. */
  next: z.string(),
  /** The session that is to be confirmed. */
  sessionHash: z.string().nullable(),
  startedAtMs: z.number(),
})

/** A sign-in that has been begun. Its browser keeps it, sealed, so that strangers who begin many fill no table. */
export type Flow = z.output<typeof flowSchema>

/** The name of the cookie. A host that is not ours cannot set one of this name (RFC 6265bis, 4.1.3.2). */
export function getFlowCookie(): string {
  return isSecure() ? '__Host-statusdesk_oidc' : 'statusdesk_oidc'
}

/** The value of `Set-Cookie` that keeps a flow in its browser. */
export function keepFlow(flow: Flow): string {
  return composeCookie(seal(JSON.stringify(flow)), flowMs / 1000)
}

/** The value of `Set-Cookie` that takes it away. */
export function dropFlow(): string {
  return composeCookie('', 0)
}

/** The flow that a request carries, however old; null when it carries none of ours. */
export function readFlow(headers: Headers): Flow | null {
  const name = `${getFlowCookie()}=`
  const lines = (headers.get('cookie') ?? '').split(/;\s*/)
  const value = lines.find((line) => line.startsWith(name))?.slice(name.length)
  const text = value === undefined ? null : unseal(value)
  return text === null ? null : flowSchema.parse(JSON.parse(text))
}

function composeCookie(value: string, maxAgeSeconds: number): string {
  // Lax: the provider's page leads back here, and that is a request from another site.
  const attributes = `Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax`
  return `${getFlowCookie()}=${value}; ${attributes}${isSecure() ? '; Secure' : ''}`
}

function isSecure(): boolean {
  return getPublicUrl().startsWith('https:')
}

/** AES-256-GCM: nonce (12) ‖ tag (16) ‖ ciphertext. */
function seal(text: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', deriveKey('oidc'), nonce)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
}

function unseal(value: string): string | null {
  const bytes = Buffer.from(value, 'base64url')
  if (bytes.length <= 28) return null
  const options = { authTagLength: 16 }
  const decipher = createDecipheriv('aes-256-gcm', deriveKey('oidc'), bytes.subarray(0, 12), options)
  decipher.setAuthTag(bytes.subarray(12, 28))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
  } catch {
    // Made by somebody else, or under another secret.
    return null
  }
}
