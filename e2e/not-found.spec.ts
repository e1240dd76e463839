import { createCaller } from './access/caller.ts'
import { expect, test } from './test.ts'

const id = '0198f000-0000-7000-8000-000000000000'

test('what is not there is answered with 404, not with a page that says so', async ({ desk }) => {
  const asked = [
    {
      role: 'manager',
      paths: [`/lookups/${id}`, '/lookups/nope', '/audit/99999999', '/audit/nope', '/nowhere'],
    },
    { role: 'admin', paths: [`/people/${id}`, '/connections/nope', '/nowhere'] },
  ] as const
  for (const { role, paths } of asked) {
    const { cookie } = await createCaller(desk, role)
    for (const path of paths) {
      const response = await fetch(desk.url + path, { headers: { cookie: cookie ?? '' } })
      expect(`${path} ${response.status}`).toBe(`${path} 404`)
    }
  }
})
