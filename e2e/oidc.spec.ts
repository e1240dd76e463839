import type { Page } from '@playwright/test'
import postgres from 'postgres'
import { startTestProvider } from '#lib/access/oidc/testing/provider.ts'
import { expectAccessible } from './axe.ts'
import { startTestDesk } from './desk/start.ts'
import { expect, test } from './test.ts'

/** What the provider's page asks. */
async function sayWho(page: Page, account: string) {
  await page.getByLabel('Account').fill(account)
  await page.getByRole('button', { name: 'Continue' }).click()
}

test('people sign in with the sign-in service, and confirm there that it is still them', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const provider = await startTestProvider({
    accounts: {
      ada: { email: 'admin@demo.test', email_verified: true },
      stranger: { email: 'stranger@example.test', email_verified: true },
    },
  })
  const desk = await startTestDesk({
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: provider.clientSecret,
    OIDC_LABEL: 'Acme ID',
  })
  try {
    provider.serve(`${desk.url}/sign-in/oidc/callback`)
    const context = await browser.newContext({ baseURL: desk.url, reducedMotion: 'reduce' })
    const page = await context.newPage()
    await page.goto('/people')
    await expectAccessible(page)

    await page.getByRole('link', { name: 'Sign in with Acme ID' }).click()
    await sayWho(page, 'nobody')
    await expect(page.getByText('the sign-in was cancelled or refused there')).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Sign in with Acme ID' }).click()
    await sayWho(page, 'stranger')
    await expect(page.getByText('Ask an administrator of the desk to add you.')).toBeVisible()

    await context.clearCookies()
    await page.getByRole('link', { name: 'Sign in with Acme ID' }).click()
    await sayWho(page, 'ada')
    await expect(page).toHaveURL(`${desk.url}/people`)
    await expect(page.getByRole('heading', { name: 'People', exact: true })).toBeVisible()

    const sql = postgres(desk.databaseUrl, { max: 1 })
    await sql`update session set confirmed_at = now() - interval '1 hour'`
    await sql.end()
    await page.getByRole('link', { name: 'Sam Support' }).click()
    await page.getByRole('button', { name: 'Reset password' }).click()
    const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' })
    await expect(dialog.getByRole('link', { name: 'Sign in again with Acme ID' })).toBeVisible()
    await expectAccessible(page)
    const opened = context.waitForEvent('page')
    await dialog.getByRole('link', { name: 'Sign in again with Acme ID' }).click()
    const tab = await opened
    await sayWho(tab, 'ada')
    await expect(tab.getByRole('heading', { name: 'Confirmed' })).toBeVisible()
    await expectAccessible(tab)
    await tab.close()
    await dialog.getByRole('button', { name: 'Continue' }).click()
    await expect(page.getByRole('heading', { name: 'A link for Sam Support' })).toBeVisible()
    await context.close()
  } finally {
    await desk.stop()
    await provider.stop()
  }
})
