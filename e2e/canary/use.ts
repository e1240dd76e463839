import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import type { TestDesk } from '#e2e/desk/start.ts'
import { expect, type Role } from '#e2e/test.ts'
import { canary, type MadeSecrets } from './secrets.ts'
import type { Place } from './search.ts'

/** Somebody signed in in a browser of their own. Whatever the desk answers them is kept in `places`. */
export interface Visitor {
  readonly role: Role
  readonly page: Page
  readonly close: () => Promise<void>
}

/** Runs the command line of the desk, and gives what it printed. */
export async function runCommand(
  desk: TestDesk,
  environment: Readonly<Record<string, string>>,
  ...args: string[]
): Promise<string> {
  const { databaseUrl, connectionsFile, dataDir } = desk
  const own = { DATABASE_URL: databaseUrl, CONNECTIONS_FILE: connectionsFile, DATA_DIR: dataDir }
  const env = { ...process.env, ...environment, ...own }
  const { stdout } = await promisify(execFile)(process.execPath, ['cli/desk.ts', ...args], { env })
  return stdout.trim()
}

/** Signs somebody in as people do, after a wrong try. The password and the session's cookie are canaries from then on. `code` is null for who has no second factor. */
export async function signIn(
  browser: Browser,
  desk: TestDesk,
  role: Role,
  password: string,
  code: string | null,
  places: Place[],
  made: MadeSecrets,
): Promise<Visitor> {
  const context = await browser.newContext({ baseURL: desk.url })
  const settled = keepAnswers(context, places)
  const page = await context.newPage()
  await page.goto('/sign-in')
  for (const given of [canary('wrong-password'), password]) {
    await page.getByLabel('E-mail').fill(`${role}@canary.test`)
    await page.getByLabel('Password').fill(given)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    if (given !== password) await expect(page.getByText('or the password is wrong')).toBeVisible()
  }
  if (code !== null) {
    for (const given of ['000000', code]) {
      await page.getByLabel('Code', { exact: true }).fill(given)
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      if (given !== code) await expect(page.getByText('wrong, or was used before')).toBeVisible()
    }
  }
  await expect(page).not.toHaveURL(/\/sign-in/)
  for (const { name, value } of await context.cookies())
    if (name.includes('session')) {
      // The number before the dot is in the table of sessions; nobody gets in by it without the signature behind.
      const [, signature = ''] = decodeURIComponent(value).split('.')
      made.set(`the session of ${role}`, Buffer.from(signature))
    }
  return {
    role,
    page,
    close: async () => {
      await settled()
      await context.close()
    },
  }
}

/** Signs an administrator in with the sign-in service, and sees who they are there. */
export async function signInElsewhere(browser: Browser, desk: TestDesk, places: Place[]): Promise<void> {
  const context = await browser.newContext({ baseURL: desk.url })
  const settled = keepAnswers(context, places)
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Sign in with Canary ID' }).click()
  await page.getByLabel('Account').fill('ada')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('heading', { name: 'Desk' })).toBeVisible()
  await settled()
  await context.close()
}

/** Keeps every answer that a browser gets: pages, what is fetched between pages, scripts. */
function keepAnswers(context: BrowserContext, places: Place[]): () => Promise<void> {
  const reading: Promise<void>[] = []
  context.on('response', (response) => {
    const name = `${response.request().method()} ${response.url()} (${response.status()})`
    // A redirect has no body.
    const read = async () => void places.push({ name, bytes: await response.body() })
    reading.push(read().catch(() => {}))
  })
  return async () => void (await Promise.all(reading))
}

/** Asks every connection, soundly and in three ways that end in a fault; gives the look-ups' ids. */
export async function askEverything(url: string, token: string, places: Place[]): Promise<readonly string[]> {
  const questions = ['', 'html-', 'cut-', 'moved-'].flatMap((kind) => listQuestions(`${kind}${randomUUID()}`))
  const answer = await callApi(url, token, places, 'POST', '/api/v1/lookups', {
    reason: 'canary',
    questions,
    wait: 30,
  })
  // Refused, with a secret in a place that takes none.
  await callApi(url, token, places, 'POST', '/api/v1/lookups', {
    questions: [{ connection: 'oneforbet-canary', input: { sessionToken: canary('refused-input') } }],
  })
  const { lookups }: { lookups: readonly { id: string }[] } = JSON.parse(answer)
  return lookups.map(({ id }) => id)
}

function listQuestions(transactionId: string) {
  const short = transactionId.slice(0, 36)
  const fantasy = {
    action: 'debit',
    amount: '1',
    currency: 'EUR',
    player_id: '1',
    round_id: 'r',
    game_id: 'g',
  }
  const more = { site_id: '1', provider_id: '1', token: canary('fantasy-input-token') }
  const gr8 = { playerId: 'p', transactionId }
  return [
    { connection: 'fantasy-goal-canary', input: { ...fantasy, ...more, transaction_id: short } },
    { connection: 'fungamess-canary', input: { transactionId, userId: '1', gameId: '1' } },
    { connection: 'fizzy-bubbly-canary', input: { transactionId } },
    { connection: 'gr8-tech-canary', input: gr8 },
    { connection: 'gr8-token-canary', input: gr8 },
    { connection: 'gr8-basic-canary', input: gr8 },
    {
      connection: 'oneforbet-canary',
      input: { username: transactionId, currency: 'EUR', sessionToken: canary('oneforbet-input-token') },
    },
  ]
}

/** Calls the JSON API and keeps what it answers. */
export async function callApi(
  url: string,
  token: string,
  places: Place[],
  method: 'GET' | 'POST',
  path: string,
  body?: object,
): Promise<string> {
  const response = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  const bytes = Buffer.from(await response.arrayBuffer())
  places.push({ name: `${method} ${path} (${response.status}) by token`, bytes })
  places.push({
    name: `headers of ${method} ${path}`,
    bytes: Buffer.from(JSON.stringify([...response.headers])),
  })
  return bytes.toString('utf8')
}

/** Opens paths as a browser does that goes there, and as one that comes from another page of the desk. */
export async function visit({ page }: Visitor, paths: readonly string[], places: Place[]): Promise<void> {
  for (const path of paths) {
    await page.goto(path)
    // What scripts have made of it.
    places.push({ name: `content of ${path}`, bytes: Buffer.from(await page.content()) })
    const told = await page.evaluate(async (to) => (await fetch(to, { headers: { rsc: '1' } })).text(), path)
    places.push({ name: `RSC of ${path}`, bytes: Buffer.from(told) })
  }
}

/** Fetches what a page would, with the session's cookie, and keeps it; a file's bytes whole. */
export async function fetchAs(
  { page }: Visitor,
  places: Place[],
  method: 'GET' | 'POST',
  path: string,
  body?: object,
): Promise<Place> {
  const response = await page.request.fetch(path, {
    method,
    ...(body && { data: body }),
    headers: { origin: new URL(page.url()).origin },
  })
  const place = { name: `${method} ${path} (${response.status()})`, bytes: await response.body() }
  places.push(place)
  return place
}
