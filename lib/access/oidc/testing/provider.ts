import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { Provider } from 'oidc-provider'
import { signIdToken, type TokenParts } from './sign-id-token.ts'

/** Somebody whom the provider knows. The key of the map they are in is their subject. */
export interface Account {
  readonly email?: string
  readonly email_verified?: boolean
  /** How they prove it there. */
  readonly amr?: readonly string[]
  readonly acr?: string
}

interface TestProviderOptions {
  readonly accounts: Readonly<Record<string, Account>>
  readonly clientAuthentication?: 'client_secret_basic' | 'client_secret_post' | 'none'
}

export interface TestProvider {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** What a dishonest provider, or somebody in between, makes of ID tokens; null for honest ones. */
  alter: ((parts: TokenParts, key: KeyObject) => TokenParts) | null
  /** Begins to answer, for a desk to which people are sent back here. Until then requests wait. */
  serve(redirectUri: string): void
  stop(): Promise<void>
}

const clientId = 'statusdesk'
const clientSecret = 'a client secret of the tests that is long enough'

/**
 * A real OpenID Connect provider on a free port of this machine, with a page that asks for the name of an account and
 * for nothing else.
 */
export async function startTestProvider(options: TestProviderOptions): Promise<TestProvider> {
  const { promise: ready, resolve: setHandler } = Promise.withResolvers<Handler>()
  const server = createServer((request, response) => {
    void ready.then((handle) => handle(request, response))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${portOf(server.address())}`
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const started: TestProvider = {
    issuer,
    clientId,
    clientSecret,
    alter: null,
    serve: (redirectUri) => {
      const provider = createProvider(issuer, redirectUri, privateKey, options)
      provider.use(async (context, next) => {
        await next()
        const body: unknown = context.body
        if (started.alter === null || !hasIdToken(body)) return
        body.id_token = signIdToken(started.alter, body.id_token, privateKey)
      })
      const handle = provider.callback()
      setHandler(async (request, response) =>
        request.url?.startsWith('/interaction/')
          ? interact(provider, options.accounts, request, response)
          : handle(request, response),
      )
    },
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return started
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

function createProvider(
  issuer: string,
  redirectUri: string,
  key: KeyObject,
  options: TestProviderOptions,
): Provider {
  const method = options.clientAuthentication ?? 'client_secret_basic'
  return new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        ...(method !== 'none' && { client_secret: clientSecret }),
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: method,
      },
    ],
    clientAuthMethods: [method],
    jwks: { keys: [{ ...key.export({ format: 'jwk' }), alg: 'RS256', use: 'sig', kid: 'test' }] },
    cookies: { keys: ['a key of the tests'] },
    acrValues: Object.values(options.accounts).flatMap(({ acr }) => acr ?? []),
    claims: { openid: ['sub', 'amr', 'acr'], email: ['email', 'email_verified'] },
    // Said, since the library prints a line for each that is not.
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 3600,
      IdToken: 3600,
      Interaction: 600,
      Session: 3600,
    },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, accountId) => {
      const { email, email_verified } = options.accounts[accountId] ?? {}
      return { accountId, claims: () => ({ sub: accountId, email, email_verified }) }
    },
    loadExistingGrant: async (context) => {
      const { client, session } = context.oidc
      const grant = new context.oidc.provider.Grant({
        clientId: client?.clientId,
        accountId: session?.accountId,
      })
      grant.addOIDCScope('openid email')
      await grant.save()
      return grant
    },
  })
}

/** The page that asks who somebody is, and what comes of its form. */
async function interact(
  provider: Provider,
  accounts: TestProviderOptions['accounts'],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(page)
    return
  }
  const name = new URLSearchParams(await text(request)).get('account') ?? ''
  const account = accounts[name]
  if (!account) {
    await provider.interactionFinished(request, response, { error: 'access_denied' })
    return
  }
  const { amr, acr } = account
  await provider.interactionFinished(request, response, {
    login: { accountId: name, ...(amr && { amr: [...amr] }), ...(acr !== undefined && { acr }) },
  })
}

const page = `<!doctype html><html lang="en"><title>Test provider</title>
<form method="post"><label>Account <input name="account"></label><button>Continue</button></form></html>`

function hasIdToken(body: unknown): body is { id_token: string } {
  return typeof body === 'object' && body !== null && 'id_token' in body && typeof body.id_token === 'string'
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return address.port
}
