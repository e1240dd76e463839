import type { Secret } from './secret.ts'

/**
 * What secret headers hold beside their values as a whole, and a reply may repeat alone: the credentials after
 * a scheme (`Bearer …`), and the password inside Basic credentials.
 */
export function headerSecrets(headers: Readonly<Record<string, Secret>>): readonly string[] {
  return Object.values(headers).flatMap((value) => {
    const [, scheme, credentials] = /^([A-Za-z][A-Za-z0-9-]*) +(\S+)$/.exec(value.reveal()) ?? []
    if (credentials === undefined) return []
    const password = scheme?.toLowerCase() === 'basic' ? passwordIn(credentials) : ''
    return password === '' ? [credentials] : [credentials, password]
  })
}

function passwordIn(credentials: string): string {
  const [, ...password] = Buffer.from(credentials, 'base64').toString().split(':')
  return password.join(':')
}
