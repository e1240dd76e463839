import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import { deriveKey } from '#lib/access/keys.ts'

/** A secret as it is kept: encrypted together with whose it is, so that one moved to another person opens nothing. */
export async function sealSecret(personId: string, secret: string): Promise<string> {
  return symmetricEncrypt({ key: getKey(), data: `${personId} ${secret}` })
}

/** What `sealSecret` kept. Throws when it is somebody else's, or was kept under another key. */
export async function openSecret(personId: string, sealed: string): Promise<string> {
  const [owner, secret] = (await symmetricDecrypt({ key: getKey(), data: sealed })).split(' ')
  if (owner !== personId || secret === undefined) throw new Error('The secret is not of this person.')
  return secret
}

const getKey = () => deriveKey('authenticator').toString('base64url')
