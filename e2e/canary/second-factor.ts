import type { Browser } from '@playwright/test'
import { base32 } from '@better-auth/utils/base32'
import type { TestDesk } from '#e2e/desk/start.ts'
import { givePassword, type MadePerson } from '#e2e/desk/make-person.ts'
import { expect } from '#e2e/test.ts'
import { readApp } from '#lib/access/second-factor/testing/app.ts'
import type { MadeSecrets } from './secrets.ts'

/**
 * Sets up an authenticator app for somebody, and gives a recovery code to sign in with. What the desk answers here is not
 * kept: this is the one time that it shows the secret and the codes.
 */
export async function setUpSecondFactor(
  browser: Browser,
  desk: TestDesk,
  person: MadePerson,
  made: MadeSecrets,
): Promise<string> {
  const context = await browser.newContext({ baseURL: desk.url })
  const page = await context.newPage()
  await givePassword(page, person)
  await expect(page).not.toHaveURL(/\/sign-in/)
  await page.goto('/security')
  await page.getByRole('button', { name: 'Set up' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Cannot scan it?').click()
  const shown = await dialog.getByLabel('Secret', { exact: true }).textContent()
  const secret = (shown ?? '').replaceAll(' ', '')
  await dialog.getByLabel('Code', { exact: true }).fill(await readApp(secret))
  await dialog.getByRole('button', { name: 'Confirm' }).click()
  const listed = dialog.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')
  await expect(listed).toHaveCount(10)
  const [used = '', kept = ''] = await listed.allTextContents()
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await context.close()
  made.set('the secret of the app, as text', Buffer.from(secret))
  made.set('the secret of the app', Buffer.from(base32.decode(secret)))
  for (const code of [used, kept]) {
    made.set(`the recovery code ${code}`, Buffer.from(code))
    made.set(`the recovery code ${code} without its dash`, Buffer.from(code.replace('-', '')))
  }
  return used
}
