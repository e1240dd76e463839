import { createCaller, send } from './access/caller.ts'
import { listEndpoints } from './access/endpoints.ts'
import { expect, test } from './test.ts'

/** A manager, since managers may do most; each way a page of somebody else could ask with the manager's cookie. */
test('no action and no handler acts for who does not come from a page of the desk', async ({ desk }) => {
  test.setTimeout(120_000)
  const manager = { ...(await createCaller(desk, 'manager')), token: null }
  const ways: readonly Readonly<Record<string, string | null>>[] = [
    { origin: null },
    { origin: null, 'sec-fetch-site': 'same-site' },
    { origin: 'null' },
    { origin: 'https://elsewhere.example' },
    { origin: 'https://elsewhere.example', 'sec-fetch-site': 'same-origin' },
    { origin: `${desk.url}.elsewhere.example` },
    { origin: 'https://elsewhere.example', 'x-forwarded-host': 'elsewhere.example' },
  ]
  const acted: string[] = []
  for (const endpoint of listEndpoints()) {
    if (endpoint.method !== 'POST') continue
    // The API takes tokens alone, which no browser sends by itself.
    const refusal = endpoint.path.startsWith('/api/') ? 401 : 422
    for (const headers of ways) {
      const { status } = await send(desk, endpoint, manager, headers)
      if (status !== refusal) acted.push(`${endpoint.name} with ${JSON.stringify(headers)}: ${status}`)
    }
  }
  expect(acted).toEqual([])
})

test('a form that somebody else’s page sends signs nobody in or out', async ({ desk }) => {
  const { cookie } = await createCaller(desk, 'support')
  const form = new FormData()
  form.set('_1_email', 'support@demo.test')
  for (const origin of ['null', 'https://elsewhere.example', null]) {
    const response = await fetch(`${desk.url}/sign-in`, {
      method: 'POST',
      headers: { cookie: cookie ?? '', ...(origin !== null && { origin }) },
      body: form,
    })
    expect(response.status).toBe(422)
    expect(response.headers.getSetCookie()).toEqual([])
  }
})
