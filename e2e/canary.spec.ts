import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Browser } from '@playwright/test'
import postgres from 'postgres'
import { startTestProvider } from '#lib/access/oidc/testing/provider.ts'
import { dumpDatabase, readFiles, unzip } from './canary/dump.ts'
import { startLeakyProvider } from './canary/provider.ts'
import { findSecrets, type Place } from './canary/search.ts'
import { setUpSecondFactor } from './canary/second-factor.ts'
import { canary, canaryConnections, makeDeskSecrets, marker } from './canary/secrets.ts'
import { askEverything, callApi, fetchAs, runCommand, signIn, signInElsewhere, visit } from './canary/use.ts'
import { startTestDesk, type TestDesk } from './desk/start.ts'
import { expect, type Role, test } from './test.ts'

const roles = ['support', 'finance', 'manager', 'admin'] as const satisfies readonly Role[]
/** Where secrets are kept on purpose, or that is a copy of where. */
const keptOnPurpose = ['/postgres/', '/runtime.json', '/connections.json']

test('no secret is in what the desk stores, logs, shows or hands out', async ({ browser }) => {
  test.setTimeout(600_000)
  const provider = await startLeakyProvider()
  const signInService = await startTestProvider({
    accounts: { ada: { email: 'admin@canary.test', email_verified: true } },
  })
  const directory = await mkdtemp(join(tmpdir(), 'statusdesk-canary-'))
  const connectionsFile = join(directory, 'connections.json')
  await writeFile(connectionsFile, JSON.stringify(canaryConnections(provider.url)))
  const { environment: ownSecrets, made } = makeDeskSecrets(provider.url)
  made.set('the secret of the sign-in service', Buffer.from(signInService.clientSecret))
  const environment = {
    ...ownSecrets,
    OIDC_ISSUER: signInService.issuer,
    OIDC_CLIENT_ID: signInService.clientId,
    OIDC_CLIENT_SECRET: signInService.clientSecret,
    OIDC_LABEL: 'Canary ID',
  }
  const desk = await startTestDesk({ ...environment, LOG_LEVEL: 'trace' }, connectionsFile)
  try {
    signInService.serve(`${desk.url}/sign-in/oidc/callback`)
    const secrets = new Map([...made, ['a canary', marker]])
    const password = new URL(desk.databaseUrl).password
    secrets.set('the password of the database', Buffer.from(decodeURIComponent(password)))
    const places: Place[] = []
    await useEverything(browser, desk, environment, places, secrets)
    // The last lines of logs, and of what is said after an answer.
    await desk.kill('worker')
    const everything = await collect(desk, places)
    expect(findSecrets(everything, secrets)).toEqual([])
    expect(everything.length).toBeGreaterThan(100)
    await expectSearchFinds(desk)
  } finally {
    await desk.stop()
    await signInService.stop()
    provider.close()
    await rm(directory, { recursive: true, force: true })
  }
})

async function useEverything(
  browser: Browser,
  desk: TestDesk,
  environment: Readonly<Record<string, string>>,
  places: Place[],
  secrets: Map<string, Buffer>,
): Promise<void> {
  const run = (...args: string[]) => runCommand(desk, environment, ...args)
  const passwordOf = (role: Role) => canary(`password-of-${role}`)
  for (const role of roles)
    await run(
      'user',
      'create',
      '--email',
      `${role}@canary.test`,
      '--role',
      role,
      '--password',
      passwordOf(role),
    )
  const token = await run('token', 'create', '--name', 'canary', '--role', 'manager')
  secrets.set('the API token', Buffer.from(token))
  const link = await run('user', 'create', '--email', 'invited@canary.test', '--role', 'support')
  const secretOfLink = /[A-Za-z0-9_-]{20,}/.exec(link.split('#').at(-1) ?? '')?.[0]
  expect(secretOfLink).toBeDefined()
  if (secretOfLink) secrets.set('the link of an invitation', Buffer.from(secretOfLink))

  const ids = await askEverything(desk.url, token, places)
  expect(ids).toHaveLength(28)
  for (const id of ids) {
    await callApi(desk.url, token, places, 'GET', `/api/v1/lookups/${id}`)
    await callApi(desk.url, token, places, 'GET', `/api/v1/lookups/${id}/exchanges/1/response`)
  }
  await callApi(desk.url, `${token}x`, places, 'GET', '/api/v1/lookups')
  await callApi(desk.url, canary('wrong-token'), places, 'GET', '/api/v1/lookups')
  for (const path of ['/api/v1/lookups', '/api/v1/connections', '/api/v1/openapi.json'])
    await callApi(desk.url, token, places, 'GET', path)

  const held = { email: 'support@canary.test', password: passwordOf('support') }
  const recoveryCode = await setUpSecondFactor(browser, desk, held, secrets)
  const people = []
  for (const role of roles) {
    const code = role === 'support' ? recoveryCode : null
    people.push(await signIn(browser, desk, role, passwordOf(role), code, places, secrets))
  }
  await signInElsewhere(browser, desk, places)
  const common = ['/', '/activity', '/sessions', '/security', '/roles']
  const pages: Record<Role, readonly string[]> = {
    support: [...common, `/lookups/${ids[0]}`, '/lookups', '/audit', '/connections'],
    finance: [...common, `/lookups/${ids[1]}?raw=${ids[1]}`],
    manager: [...common, '/audit', '/lookups', ...ids.map((id) => `/lookups/${id}?raw=${id}`)],
    admin: [...common, '/connections', '/connections/gr8-token-canary', '/people', '/tokens'],
  }
  for (const person of people) {
    await visit(person, pages[person.role], places)
    if (person.role === 'manager') {
      for (const id of ids) {
        await fetchAs(person, places, 'GET', `/lookups/${id}/exchanges/1/response`)
        await fetchAs(person, places, 'POST', `/lookups/${id}/exchanges/1/copy`, { part: 'response' })
        await fetchAs(person, places, 'GET', `/lookups/${id}/board`)
      }
      for (const format of ['csv', 'jsonl', 'xlsx']) {
        const file = await fetchAs(person, places, 'GET', `/audit/export?format=${format}`)
        expect(file.name).toContain('(200)')
        if (format === 'xlsx') places.push(...unzip(file))
      }
    }
    if (person.role === 'admin')
      for (const id of ['gr8-token-canary', 'fantasy-goal-canary', 'oneforbet-canary'])
        await fetchAs(person, places, 'POST', `/connections/${id}/test`)
    await person.close()
  }
}

async function collect(desk: TestDesk, places: readonly Place[]): Promise<readonly Place[]> {
  const home = join(desk.dataDir, 'postgres')
  const root = dirname(import.meta.dirname)
  return [
    ...places,
    ...(await dumpDatabase(desk.databaseUrl)),
    // Tables, indexes, the log of changes, and the server's own log.
    ...readFiles(home, ['/password']),
    ...readFiles(desk.dataDir, keptOnPurpose),
    ...readFiles(join(root, '.next/static')),
  ]
}

/** What is put where it must not be is found there: in a table, a log, a page, and spelt otherwise. */
async function expectSearchFinds(desk: TestDesk): Promise<void> {
  const owner = postgres(desk.databaseUrl, { max: 1, onnotice: () => {} })
  await owner`create table planted as select ${`said ${canary('planted')} aloud`}::text as words, ${marker}::bytea as bytes`
  await owner.end()
  const log = join(desk.dataDir, 'logs', 'planted.log')
  await appendFile(log, `${JSON.stringify({ msg: canary('planted') })}\n`)
  const spelt = [
    Buffer.from(`user:${canary('planted')}`).toString('base64'),
    Buffer.from(`u:${canary('planted')}`).toString('base64url'),
    encodeURIComponent(canary('planted')),
    marker.toString('hex'),
  ].map((text, n) => ({ name: `spelling ${n}`, bytes: Buffer.from(`<p>${text}</p>`) }))
  const found = findSecrets(await collect(desk, spelt), new Map([['a canary', marker]])).join('\n')
  for (const name of ['table public.planted', `file ${log}`, ...spelt.map((place) => place.name)])
    expect(found).toContain(`in ${name}`)
  // The row is in the table's own file too, and in the log of changes.
  expect(found).toMatch(/in file \S+\/base\/\d+\/\d+/)
  expect(found).toMatch(/in file \S+\/pg_wal\//)
  expect(await readFile(log, 'utf8')).toContain('planted')
}
