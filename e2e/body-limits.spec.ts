import { createCaller, send } from './access/caller.ts'
import { listEndpoints } from './access/endpoints.ts'
import { expect, test } from './test.ts'

/** They read no body, however long it is. */
const bodyless: ReadonlySet<string> = new Set([
  'app/(desk)/lookups/[id]/exchanges/[n]/copy/route.ts POST',
  'app/(desk)/security/confirm/begin/route.ts POST',
  'app/(desk)/connections/[id]/test/route.ts POST',
])

test('no action and no handler takes more than it is made for', async ({ desk }) => {
  test.setTimeout(120_000)
  const long = JSON.stringify([{ text: 'x'.repeat(1_500_000) }])
  const taken: string[] = []
  for (const role of ['manager', 'admin'] as const) {
    const caller = await createCaller(desk, role)
    for (const endpoint of listEndpoints()) {
      if (endpoint.method !== 'POST' || bodyless.has(endpoint.name)) continue
      const { status, body } = await send(desk, endpoint, caller, {}, long)
      // What is refused for its length is refused before anything in it is looked at.
      const isRefused = endpoint.kind === 'action' ? status === 413 || status >= 500 : status >= 400
      if (!isRefused || body.includes('"ok"')) taken.push(`${endpoint.name} for ${role}: ${status}`)
    }
  }
  expect(taken).toEqual([])
})

test('what is said of the length of a body is not believed', async ({ desk }) => {
  const { token } = await createCaller(desk, 'support')
  let sent = 0
  const endless = new ReadableStream({
    pull: (controller) => {
      sent += 65_536
      if (sent > 50_000_000) controller.close()
      else controller.enqueue(new Uint8Array(65_536).fill(0x20))
    },
  })
  const request = { method: 'POST', body: endless, duplex: 'half' } as const
  const response = await fetch(`${desk.url}/api/v1/lookups`, {
    ...request,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  })
  expect(response.status).toBe(413)
})
