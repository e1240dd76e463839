import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import type { SharedDesk } from './shared.ts'

const run = promisify(execFile)
const root = dirname(dirname(import.meta.dirname))

export interface MadePerson {
  readonly email: string
  readonly password: string
}

/** A person of their own, by the command line, for tests that change how somebody signs in. */
export async function makePerson(
  desk: Pick<SharedDesk, 'databaseUrl' | 'dataDir'>,
  role = 'support',
): Promise<MadePerson> {
  const person = { email: `${randomUUID().slice(0, 8)}@example.test`, password: randomUUID() }
  const given = ['--email', person.email, '--role', role, '--password', person.password]
  await run(process.execPath, ['cli/desk.ts', 'user', 'create', ...given], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: desk.databaseUrl, DATA_DIR: desk.dataDir },
  })
  return person
}

/** Fills the form of the sign-in page and sends it. */
export async function givePassword(page: Page, { email, password }: MadePerson): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}
