import { type Caller, createCaller, nobody, send } from './access/caller.ts'
import { listEndpoints } from './access/endpoints.ts'
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
        const { headers, status } = await send(desk, endpoint, caller, asked)
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
        if (headers.has('x-powered-by')) faults.push(`${what}: x-powered-by`)
      }
    }
  }
  expect(faults).toEqual([])
})

function findPolicyFaults(headers: Headers): readonly string[] {
  const policy = headers.get('content-security-policy') ?? ''
  const directives = new Map(
    policy.split(';').map((part) => [part.trim().split(' ')[0] ?? '', part.trim().split(' ').slice(1)]),
  )
  const faults: string[] = []
  if (directives.get('frame-ancestors')?.join() !== "'none'") faults.push(`may be framed: ${policy}`)
  if (directives.get('default-src')?.join() !== "'none'") faults.push(`loads anything: ${policy}`)
  for (const name of ['script-src', 'style-src'])
    for (const unsafe of ["'unsafe-inline'", "'unsafe-eval'", 'data:', '*'])
      if (directives.get(name)?.includes(unsafe)) faults.push(`${name} ${unsafe}`)
  const scripts = headers.get('content-type')?.startsWith('text/html') ?? false
  if (scripts && !directives.get('script-src')?.some((source) => source.startsWith("'nonce-")))
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

test('an action takes no more than it is made for', async ({ desk }) => {
  const action = listEndpoints().find(({ name }) => name === 'app/(desk)/actions.ts recognisePaste')
  const { cookie } = await createCaller(desk, 'support')
  const response = await fetch(desk.url, {
    method: 'POST',
    headers: {
      cookie: cookie ?? '',
      origin: desk.url,
      'next-action': action?.actionId ?? '',
      'content-type': 'text/plain;charset=UTF-8',
    },
    body: JSON.stringify([{ text: 'x'.repeat(1_500_000) }]),
  })
  expect(response.status).toBeGreaterThanOrEqual(400)
  expect(await response.text()).not.toContain('"ok"')
})

test('two people who ask in turn never see what is the other’s', async ({ desk }) => {
  test.setTimeout(60_000)
  const people = [
    { ...(await createCaller(desk, 'support')), name: 'Sam Support', other: 'Mia Manager' },
    { ...(await createCaller(desk, 'manager')), name: 'Mia Manager', other: 'Sam Support' },
  ]
  const paths = ['/', '/lookups', '/sessions', '/roles']
  const answers = await Promise.all(
    Array.from({ length: 200 }, async (_, n) => {
      const person = people[n % 2] ?? { ...nobody, name: '', other: '' }
      const rsc = n % 3 === 0 ? { rsc: '1' } : {}
      const path = paths[Math.floor(n / 2) % paths.length] ?? '/'
      return { person, ...(await get(desk.url + path, person, rsc)) }
    }),
  )
  for (const { person, status, body, cache } of answers) {
    expect(status).toBe(200)
    expect(cache).toContain('no-store')
    expect(body).toContain(person.name)
    // Everyone's look-ups name who asked; nothing else names anybody but who looks.
    if (person.name === 'Sam Support') expect(body).not.toContain(person.other)
  }
})

async function get(url: string, { cookie }: Caller, headers: Readonly<Record<string, string>>) {
  const response = await fetch(url, { headers: { cookie: cookie ?? '', ...headers } })
  const cache = response.headers.get('cache-control')
  return { status: response.status, body: await response.text(), cache }
}

test('behind https, the browser is told to stay there and the cookie is tied to the host', async () => {
  test.setTimeout(90_000)
  const desk = await startTestDesk({ PUBLIC_URL: 'https://desk.example.test' })
  try {
    const response = await fetch(`${desk.localUrl}/sign-in`)
    expect(response.headers.get('strict-transport-security')).toMatch(/^max-age=31536000/)
    const api = await fetch(`${desk.localUrl}/api/v1/connections`)
    expect(api.headers.get('strict-transport-security')).toMatch(/^max-age=31536000/)
  } finally {
    await desk.stop()
  }
})

test('without https there is no promise of it', async ({ desk }) => {
  const response = await fetch(`${desk.url}/sign-in`)
  expect(response.headers.get('strict-transport-security')).toBeNull()
})
