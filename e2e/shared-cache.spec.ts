import { type Caller, createCaller, nobody } from './access/caller.ts'
import { expect, test } from './test.ts'

/** Where nobody is named but who looks … */
const own = ['/', '/sessions', '/roles', '/security']
/** … and where everybody who asked is, for who may see everybody. */
const everybodys = '/lookups'

test('two people who ask in turn never see what is the other’s', async ({ desk }) => {
  test.setTimeout(60_000)
  const people = [
    { ...(await createCaller(desk, 'support')), name: 'Sam Support', other: 'Mia Manager' },
    { ...(await createCaller(desk, 'manager')), name: 'Mia Manager', other: 'Sam Support' },
  ]
  const paths = [...own, everybodys]
  const answers = await Promise.all(
    Array.from({ length: 200 }, async (_, n) => {
      const person = people[n % 2] ?? { ...nobody, name: '', other: '' }
      const rsc = n % 3 === 0 ? { rsc: '1' } : {}
      const path = paths[Math.floor(n / 2) % paths.length] ?? '/'
      return { person, path, ...(await get(desk.url + path, person, rsc)) }
    }),
  )
  const asked = (name: string) => answers.filter(({ person }) => person.name === name)
  for (const { name } of people) expect(asked(name)).toHaveLength(100)
  for (const { person, path, status, body, cache } of answers) {
    expect(status).toBe(200)
    expect(cache).toContain('no-store')
    expect(body).toContain(person.name)
    const maySeeOthers = path === everybodys && person.name === 'Mia Manager'
    if (!maySeeOthers) expect(body, `${path} of ${person.name}`).not.toContain(person.other)
  }
})

async function get(url: string, { cookie }: Caller, headers: Readonly<Record<string, string>>) {
  const response = await fetch(url, { headers: { cookie: cookie ?? '', ...headers } })
  const cache = response.headers.get('cache-control')
  return { status: response.status, body: await response.text(), cache }
}
