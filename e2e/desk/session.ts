import { type Browser, expect } from '@playwright/test'
import type { Desk } from '#scripts/start/desk.ts'
import { sessionFile } from './shared.ts'

/** Signs a person in as people do, and keeps the session for tests. */
export async function storeSession(
  browser: Browser,
  desk: Pick<Desk, 'url' | 'dataDir'>,
  user: { readonly role: string; readonly email: string; readonly password: string },
): Promise<void> {
  const page = await browser.newPage({ baseURL: desk.url })
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(user.email)
  await page.getByLabel('Password').fill(user.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).not.toHaveURL(/\/sign-in/)
  await page.context().storageState({ path: sessionFile(desk, user.role) })
  await page.close()
}
