/** The demo's own credentials: fixed, public, and worth nothing outside the simulator. */
export const credentials = {
  'fantasy-goal': {
    username: 'statusdesk-demo',
    password: 'fantasy-demo-password-7f21',
    signature: { secret: 'fantasy-demo-signing-secret-93ab', algorithm: 'sha256', encoding: 'hex' },
  },
  fungamess: { headers: { 'X-Api-Key': 'fungamess-demo-key-5d0c' } },
  'fizzy-bubbly': {
    publicKey: 'fizzy-demo-public-key',
    privateKey: 'fizzy-demo-private-key-c41e',
    signature: { encoding: 'hex', uri: 'full', emptyBody: 'md5' },
  },
  'gr8-tech': {
    brand: 'demo-brand',
    operatorId: 'demo-operator',
    authorization: 'Bearer gr8-demo-fixed-token-2b68',
    clientId: 'gr8-demo-client',
    clientSecret: 'gr8-demo-client-secret-e7f9',
  },
  oneforbet: {
    productId: 'DEMO',
    headers: { 'X-Api-Key': 'oneforbet-demo-key-a8d3' },
    signature: { key: 'oneforbet-demo-signing-key-16bc' },
  },
} as const

/** Further accounts, one per recipe that a vendor might mean where its page does not say. */
export const fantasyGoalAccounts = [
  credentials['fantasy-goal'],
  {
    username: 'statusdesk-sha512-base64',
    password: 'fantasy-demo-password-7f21',
    signature: { secret: 'fantasy-demo-signing-secret-93ab', algorithm: 'sha512', encoding: 'base64' },
  },
] as const

export const fizzyBubblyAccounts = [
  credentials['fizzy-bubbly'],
  {
    publicKey: 'fizzy-base64-path-empty',
    privateKey: 'fizzy-demo-private-key-c41e',
    signature: { encoding: 'base64', uri: 'path', emptyBody: 'empty' },
  },
] as const

/** The object of a connections file that asks this simulator. */
export function demoConnections(simulator: { http: string; https: string; caFile: string }) {
  const { http, https, caFile } = simulator
  const fantasy = credentials['fantasy-goal']
  const fizzy = credentials['fizzy-bubbly']
  const gr8 = credentials['gr8-tech']
  const oneforbet = credentials.oneforbet
  const tenant = { brand: gr8.brand, operatorId: gr8.operatorId }
  const demo = { environment: 'demo' }
  return {
    connections: [
      {
        ...demo,
        id: 'fantasy-demo',
        provider: 'fantasy-goal',
        label: 'Fantasy Goal (demo)',
        baseUrl: `${https}/fantasy-goal/`,
        settings: { username: fantasy.username, password: fantasy.password, signature: fantasy.signature },
        tls: { caFile },
      },
      {
        ...demo,
        id: 'fungamess-demo',
        provider: 'fungamess',
        label: 'FUNGAMESS (demo)',
        baseUrl: `${http}/fungamess/`,
        settings: { headers: credentials.fungamess.headers },
      },
      {
        ...demo,
        id: 'fizzy-demo',
        provider: 'fizzy-bubbly',
        label: 'Fizzy Bubbly (demo)',
        baseUrl: `${http}/fizzy-bubbly/`,
        settings: { publicKey: fizzy.publicKey, privateKey: fizzy.privateKey },
      },
      {
        ...demo,
        id: 'gr8-demo',
        provider: 'gr8-tech',
        label: 'GR8 Tech (demo)',
        baseUrl: `${http}/gr8-tech/`,
        settings: { ...tenant, authorization: gr8.authorization },
      },
      {
        ...demo,
        id: 'gr8-token-demo',
        provider: 'gr8-tech',
        label: 'GR8 Tech, token sign-in (demo)',
        baseUrl: `${http}/gr8-tech/`,
        settings: {
          ...tenant,
          token: {
            url: `${http}/gr8-tech/oauth/token`,
            clientId: gr8.clientId,
            clientSecret: gr8.clientSecret,
          },
        },
      },
      {
        ...demo,
        id: 'oneforbet-demo',
        provider: 'oneforbet',
        label: 'OneForBet (demo)',
        baseUrl: `${http}/oneforbet/`,
        settings: {
          productId: oneforbet.productId,
          headers: oneforbet.headers,
          signature: oneforbet.signature,
        },
      },
    ],
  }
}
