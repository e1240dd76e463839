import { generateKeyPairSync, randomBytes } from 'node:crypto'

/** Stands in every secret that we choose. Letters and digits alone: no spelling but those of `spell` hides it. */
export const marker = Buffer.from(`kanarie${randomBytes(9).toString('hex')}`)

/** A secret for one place, fit for a header and the better part of it different when it is percent-encoded. */
export const canary = (place: string) => `${marker.toString()}.${place}/+=&%`

/** Secrets that somebody else made up, by what they are; found later, such as the password of the database. */
export type MadeSecrets = Map<string, Buffer>

/**
 * The secrets of the desk itself. A signing key cannot hold the marker, so it is looked for by itself. Checkpoints go to
 * where the leaky provider listens, by whose answers they never arrive.
 */
export function makeDeskSecrets(elsewhere: string) {
  const { privateKey } = generateKeyPairSync('ed25519')
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  const environment = {
    STATUSDESK_SECRET: canary('statusdesk-secret'),
    AUDIT_MAC_KEY: canary('audit-mac-key-of-32'),
    EVIDENCE_KEY: canary('evidence-key-of-thirty-two'),
    EVIDENCE_KEY_OLD: canary('old-evidence-key-of-thirty-two'),
    AUDIT_SIGNING_KEY: pem,
    CHECKPOINT_S3_URL: 's3://vault/desk',
    CHECKPOINT_S3_ENDPOINT: `${elsewhere}/bucket`,
    CHECKPOINT_S3_REGION: 'eu-test-1',
    CHECKPOINT_S3_ACCESS_KEY_ID: 'AKIDCANARY',
    CHECKPOINT_S3_SECRET_ACCESS_KEY: canary('s3-secret'),
    CHECKPOINT_WEBHOOK_URL: `${elsewhere}/webhook?key=${encodeURIComponent(canary('webhook-address'))}`,
    CHECKPOINT_WEBHOOK_SECRET: canary('webhook-secret-of-thirty-two'),
  }
  const der = privateKey.export({ format: 'der', type: 'pkcs8' })
  const made: MadeSecrets = new Map([['the signing key', der.subarray(-32)]])
  return { environment, made }
}

const connectionOf = (provider: string, base: string, settings: object, id = `${provider}-canary`) => ({
  id,
  provider,
  label: id,
  environment: 'demo',
  baseUrl: `${base}/${provider}/`,
  settings,
})

/** A connections file of all five providers at one address, with a canary wherever a secret goes. */
export function canaryConnections(base: string) {
  const tenant = { brand: 'brand', operatorId: 'operator' }
  const token = {
    url: `${base}/gr8-tech/token`,
    clientId: 'client',
    clientSecret: canary('gr8-client-secret'),
  }
  return {
    connections: [
      connectionOf('fantasy-goal', base, {
        username: 'desk',
        password: canary('fantasy-password'),
        signature: { secret: canary('fantasy-signing') },
      }),
      connectionOf('fungamess', base, {
        headers: { 'X-Api-Key': canary('fungamess-key'), 'X-Second': canary('fungamess-second') },
      }),
      connectionOf('fizzy-bubbly', base, {
        publicKey: canary('fizzy-public'),
        privateKey: canary('fizzy-private'),
      }),
      connectionOf('gr8-tech', base, { ...tenant, authorization: `Bearer ${canary('gr8-fixed')}` }),
      connectionOf('gr8-tech', base, { ...tenant, token }, 'gr8-token-canary'),
      connectionOf('gr8-tech', base, { ...tenant, token: { ...token, auth: 'basic' } }, 'gr8-basic-canary'),
      connectionOf('oneforbet', base, {
        productId: 'product',
        headers: { 'X-Api-Key': canary('oneforbet-key') },
        signature: { key: canary('oneforbet-signing') },
      }),
    ],
  }
}
