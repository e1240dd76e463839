import { createCaller, nobody, send, setCookiesOf } from './access/caller.ts'
import { type Endpoint, listEndpoints } from './access/endpoints.ts'
import { matrix } from './access/matrix.ts'
import { startTestDesk } from './desk/start.ts'
import { expect, test } from './test.ts'

/** On whatever the app answers. */
const everywhere = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

test('every page, handler and action answers with the headers it must have', async ({ desk }) => {
  test.setTimeout(60_000)
  const callers = [nobody, await createCaller(desk, 'manager'), await createCaller(desk, 'admin')]
  const faults: string[] = []
  for (const endpoint of listEndpoints().filter(({ name }) => !name.endsWith(' signOut'))) {
    for (const caller of callers) {
      // What the browser asks for when it goes from page to page has to be kept nowhere either.
      for (const asked of endpoint.kind === 'page' ? [{}, { rsc: '1' }] : [{}]) {
        const { headers, status, body } = await send(desk, endpoint, caller, asked)
        const what = `${endpoint.name} for ${caller.role} with ${JSON.stringify(asked)} (${status})`
        const wanted = {
          ...everywhere,
          'referrer-policy': endpoint.path === '/sign-in' ? 'same-origin' : 'no-referrer',
        }
        for (const [name, value] of Object.entries(wanted))
          if (headers.get(name) !== value) faults.push(`${what}: ${name} ${headers.get(name)}`)
        if (matrix[endpoint.name] !== 'nobody' && !headers.get('cache-control')?.includes('no-store'))
          faults.push(`${what}: cache-control ${headers.get('cache-control')}`)
        faults.push(...findPolicyFaults(headers).map((fault) => `${what}: ${fault}`))
        if (isData(endpoint) && !headers.get('content-security-policy')?.startsWith('sandbox;'))
          faults.push(`${what}: may be drawn`)
        // The policy lets none of them act; React would not notice.
        if (/<[a-z][^>]*\sstyle=/i.test(body)) faults.push(`${what}: a style attribute`)
        if (headers.has('x-powered-by')) faults.push(`${what}: x-powered-by`)
      }
    }
  }
  expect(faults).toEqual([])
})

/** Whatever is not a page, but for what only sends people elsewhere. */
function isData({ kind, path }: Endpoint): boolean {
  return kind === 'handler' && !path.startsWith('/sign-in/oidc')
}

function findPolicyFaults(headers: Headers): readonly string[] {
  const policy = headers.get('content-security-policy') ?? ''
  const directives = new Map(
    policy.split(';').map((part) => [part.trim().split(' ')[0] ?? '', part.trim().split(' ').slice(1)]),
  )
  const faults: string[] = []
  if (directives.get('frame-ancestors')?.join() !== "'none'") faults.push(`may be framed: ${policy}`)
  if (directives.get('default-src')?.join() !== "'none'") faults.push(`loads anything: ${policy}`)
  for (const [name, sources] of directives)
    for (const unsafe of ["'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", 'blob:', '*', 'https:'])
      if (sources.includes(unsafe)) faults.push(`${name} ${unsafe}`)
  for (const name of ['script-src', 'style-src'])
    if (directives.get(name)?.includes('data:')) faults.push(`${name} data:`)
  const isPage = headers.get('content-type')?.startsWith('text/html') && !directives.has('sandbox')
  if (isPage && !directives.get('script-src')?.some((source) => source.startsWith("'nonce-")))
    faults.push(`no nonce: ${policy}`)
  return faults
}

test('each page has a nonce of its own', async ({ desk }) => {
  const policies = await Promise.all(
    Array.from({ length: 10 }, async () =>
      (await fetch(`${desk.url}/sign-in`)).headers.get('content-security-policy'),
    ),
  )
  expect(new Set(policies).size).toBe(10)
})

test('what goes wrong is kept nowhere either', async ({ desk }) => {
  test.setTimeout(60_000)
  const { cookie } = await createCaller(desk, 'manager')
  const origin = desk.url
  const asked: readonly (readonly [
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
  ])[] = [
    ['GET', '/nowhere', {}],
    ['GET', '/lookups/not-an-id', {}],
    ['GET', '/lookups/not-an-id', { rsc: '1' }],
    ['GET', '/api/v1/nowhere', {}],
    ['GET', '/api/v1/lookups', { authorization: 'Bearer sdk_nobody' }],
    ['GET', '/audit/export?format=none', {}],
    ['PUT', '/recent', { origin }],
    ['POST', '/', { origin, 'next-action': '0'.repeat(42) }],
    ['POST', '/', { origin, 'content-type': 'multipart/form-data; boundary=x' }],
    ['POST', '/', { origin: 'https://elsewhere.example' }],
    ['GET', '/%E0%A4%A', {}],
  ]
  const faults: string[] = []
  for (const [method, path, headers] of asked) {
    const response = await fetch(desk.url + path, { method, headers: { cookie: cookie ?? '', ...headers } })
    const what = `${method} ${path} with ${JSON.stringify(headers)} (${response.status})`
    // What the browser asks for between pages says in its body that there is nothing.
    if (response.status < 400 && !('rsc' in headers)) faults.push(what)
    if (!response.headers.get('cache-control')?.includes('no-store'))
      faults.push(`${what}: cache-control ${response.headers.get('cache-control')}`)
    for (const [name, value] of Object.entries(everywhere))
      if (response.headers.get(name) !== value) faults.push(`${what}: ${name}`)
    faults.push(...findPolicyFaults(response.headers).map((fault) => `${what}: ${fault}`))
    await response.arrayBuffer()
  }
  expect(faults).toEqual([])
})

test('behind https, the browser is told to stay there and every cookie is tied to the host', async () => {
  test.setTimeout(90_000)
  const desk = await startTestDesk({ PUBLIC_URL: 'https://desk.example.test' })
  try {
    const response = await fetch(`${desk.localUrl}/sign-in`)
    expect(response.headers.get('strict-transport-security')).toMatch(/^max-age=31536000/)
    const api = await fetch(`${desk.localUrl}/api/v1/connections`)
    expect(api.headers.get('strict-transport-security')).toMatch(/^max-age=31536000/)

    const here = { ...desk, url: desk.localUrl }
    const signedIn = await setCookiesOf(here, 'support')
    const cookie = signedIn.map((line) => line.split(';')[0]).join('; ')
    const setZone = listEndpoints().find(({ name }) => name === 'app/(desk)/actions.ts setZone')
    const zoned = await fetch(here.url, {
      method: 'POST',
      headers: { cookie, origin: here.url, 'next-action': setZone?.actionId ?? '' },
      body: '["Europe/Berlin"]',
    })
    const lines = [...signedIn, ...zoned.headers.getSetCookie()]
    expect(lines).toHaveLength(2)
    for (const line of lines) {
      expect(line).toMatch(/^__Host-[a-z_]+=/)
      expect(line).toMatch(/; Path=\/(?:;|$)/i)
      for (const attribute of [/; Secure/i, /; HttpOnly/i, /; SameSite=lax/i]) expect(line).toMatch(attribute)
      expect(line).not.toMatch(/; Domain=/i)
    }
  } finally {
    await desk.stop()
  }
})

test('without https there is no promise of it', async ({ desk }) => {
  const response = await fetch(`${desk.url}/sign-in`)
  expect(response.headers.get('strict-transport-security')).toBeNull()
})
