import { type KeyObject, sign } from 'node:crypto'

/** The parts of a JSON Web Token. */
export interface TokenParts {
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Readonly<Record<string, unknown>>
  /** Base64url; made of the rest with the provider's key when null. */
  readonly signature: string | null
}

/** An ID token made of another one, signed with the provider's own key (RS256) unless it brings a signature. */
export function signIdToken(
  alter: (parts: TokenParts, key: KeyObject) => TokenParts,
  token: string,
  key: KeyObject,
): string {
  const [header = '', claims = ''] = token.split('.')
  const altered = alter({ header: decode(header), claims: decode(claims), signature: null }, key)
  const signed = `${encode(altered.header)}.${encode(altered.claims)}`
  return `${signed}.${altered.signature ?? sign('sha256', Buffer.from(signed), key).toString('base64url')}`
}

function decode(part: string): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(part, 'base64url').toString())
}

function encode(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
