import type { Page } from '@playwright/test'
import postgres from 'postgres'
import { readApp } from '#lib/access/second-factor/testing/app.ts'
import { expectAccessible } from './axe.ts'
import { addVirtualAuthenticator } from './browser/virtual-authenticator.ts'
import { givePassword, makePerson } from './desk/make-person.ts'
import type { SharedDesk } from './desk/shared.ts'
import { startTestDesk } from './desk/start.ts'
import { expect, test } from './test.ts'

const toast = (page: Page, text: RegExp | string) => page.getByRole('listitem').filter({ hasText: text })
const deskHeading = (page: Page) => page.getByRole('heading', { name: 'Desk' })

// Most of them sign in several times.
test.describe.configure({ timeout: 90_000 })

/** Sets up an app on the page that is open, and gives its secret and the recovery codes. */
async function setUpApp(page: Page) {
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('img', { name: 'QR code for the authenticator app' })).toBeVisible()
  await dialog.getByText('Cannot scan it?').click()
  await expectAccessible(page)
  const secret = ((await dialog.getByLabel('Secret', { exact: true }).textContent()) ?? '').replaceAll(
    ' ',
    '',
  )
  await dialog.getByLabel('Code', { exact: true }).fill('000000')
  await dialog.getByRole('button', { name: 'Confirm' }).click()
  await expect(dialog.getByRole('alert')).toContainText('does not fit')
  await dialog.getByLabel('Code', { exact: true }).fill(await readApp(secret))
  await dialog.getByRole('button', { name: 'Confirm' }).click()
  const codes = dialog.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')
  await expect(codes).toHaveCount(10)
  await expectAccessible(page)
  return { secret, recovery: await codes.allTextContents() }
}

/** As if the last sign-in had been long ago. */
async function makeStale({ databaseUrl }: Pick<SharedDesk, 'databaseUrl'>, email: string) {
  const sql = postgres(databaseUrl, { max: 1 })
  await sql`update session set confirmed_at = now() - interval '1 hour'
    where person_id = (select id from person where email = ${email})`
  await sql.end()
}

test('an authenticator app is set up, asked for at sign-in, and stood in for by a recovery code', async ({
  page,
  desk,
}) => {
  const person = await makePerson(desk)
  await givePassword(page, person)
  await expect(deskHeading(page)).toBeVisible()
  await page.getByRole('button', { name: /^Account/ }).click()
  await page.getByRole('menuitem', { name: 'Your security' }).click()
  await expect(page.getByRole('heading', { name: 'Your security' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Set up' }).click()
  const { secret, recovery } = await setUpApp(page)
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await expect(page.getByText('10 of 10 recovery codes left')).toBeVisible()
  expect(await page.content()).not.toContain(recovery[0])
  expect(await page.content()).not.toContain(secret)

  await page.context().clearCookies()
  await givePassword(page, person)
  await expect(page.getByRole('heading', { name: 'Give the code' })).toBeVisible()
  await expectAccessible(page)
  // Used by the set-up.
  await page.getByLabel('Code', { exact: true }).fill('123 456')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'wrong, or was used before' })).toBeVisible()
  await expectAccessible(page)
  await page.goto('/lookups')
  await expect(page).toHaveURL(/\/sign-in\?/)
  await page.goto('/sign-in/code')
  await page.getByLabel('Code', { exact: true }).fill(await readApp(secret, 1))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(deskHeading(page)).toBeVisible()

  await page.context().clearCookies()
  await givePassword(page, person)
  await page.getByLabel('Code', { exact: true }).fill(recovery[3] ?? '')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(deskHeading(page)).toBeVisible()
  await page.goto('/security')
  await expect(page.getByText('9 of 10 recovery codes left')).toBeVisible()
  await expectAccessible(page)

  await makeStale(desk, person.email)
  await page.getByRole('button', { name: 'New recovery codes' }).click()
  const confirm = page.getByRole('dialog', { name: 'Confirm that it is you' })
  await confirm.getByLabel('Your password').fill(person.password)
  await expect(confirm.getByRole('button', { name: 'Confirm' })).toBeDisabled()
  await confirm.getByLabel('Code, or a recovery code').fill(recovery[4] ?? '')
  await expectAccessible(page)
  await confirm.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByRole('list', { name: 'Recovery codes' })).toBeVisible()
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await page.getByRole('button', { name: 'Remove the authenticator app' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect(toast(page, 'Authenticator app removed')).toBeVisible()
})

test('a passkey is added, signs in without an address, confirms, and is removed', async ({ page, desk }) => {
  const authenticator = await addVirtualAuthenticator(page)
  const person = await makePerson(desk)
  await givePassword(page, person)
  await expect(deskHeading(page)).toBeVisible()
  await page.goto('/security')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByRole('dialog').getByLabel('What you will call it').fill('Work laptop')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByRole('list', { name: 'Passkeys' })).toContainText('Work laptop')
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByRole('dialog').getByLabel('What you will call it').fill('Once more')
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('has a passkey of yours already')

  await page.context().clearCookies()
  await page.goto('/sign-in?next=%2Fsecurity')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect(page.getByRole('heading', { name: 'Your security' })).toBeVisible()
  await expect(page.getByRole('list', { name: 'Passkeys' })).toContainText('last used')

  await makeStale(desk, person.email)
  await page.getByRole('button', { name: 'Remove Work laptop' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  const confirm = page.getByRole('dialog', { name: 'Confirm that it is you' })
  await expectAccessible(page)
  await authenticator.refuseUser()
  await confirm.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(confirm.getByRole('alert')).toContainText('No passkey was used')
  // Who has a passkey is not confirmed by what somebody may have read over their shoulder.
  await expect(confirm.getByLabel('Your password')).toHaveCount(0)
  await authenticator.acceptUser()
  await confirm.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(toast(page, 'Work laptop removed')).toBeVisible()
  await expect(page.getByRole('list', { name: 'Passkeys' })).toHaveCount(0)
})

test('a password is changed for the present one', async ({ page, desk }) => {
  const person = await makePerson(desk)
  await givePassword(page, person)
  await expect(deskHeading(page)).toBeVisible()
  await page.goto('/security')
  await page.getByLabel('Present password').fill('not the password')
  await page.getByLabel('New password').fill('short')
  await page.getByRole('button', { name: 'Change the password' }).click()
  await expect(page.getByText('must be at least 12 characters')).toBeVisible()
  await page.getByLabel('New password').fill('a new password of mine')
  await page.getByRole('button', { name: 'Change the password' }).click()
  await expect(page.getByText('The present password is wrong.')).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('Present password').fill(person.password)
  await page.getByRole('button', { name: 'Change the password' }).click()
  await expect(toast(page, 'Password changed')).toBeVisible()
  await page.context().clearCookies()
  await givePassword(page, { ...person, password: 'a new password of mine' })
  await expect(deskHeading(page)).toBeVisible()
})

test('an administrator resets the second factor of who has lost it', async ({ page, desk, browser }) => {
  const person = await makePerson(desk)
  await givePassword(page, person)
  await expect(deskHeading(page)).toBeVisible()
  await page.goto('/security')
  await page.getByRole('button', { name: 'Set up' }).click()
  await setUpApp(page)
  const admin = await makePerson(desk, 'admin')
  const theirs = await (await browser.newContext({ baseURL: desk.url, reducedMotion: 'reduce' })).newPage()
  await givePassword(theirs, admin)
  await expect(deskHeading(theirs)).toBeVisible()
  await theirs.goto('/people')
  await theirs.getByRole('link', { name: person.email }).click()
  await expect(theirs.getByText('An authenticator app.')).toBeVisible()
  await expectAccessible(theirs)
  await theirs.getByRole('button', { name: `Reset the second factor of ${person.email}` }).click()
  await expectAccessible(theirs)
  await theirs.getByRole('dialog').getByRole('button', { name: 'Reset' }).click()
  await expect(theirs.getByText('None is set up.')).toBeVisible()
  await page.goto('/lookups')
  await expect(page).toHaveURL(/\/sign-in/)
  await givePassword(page, person)
  await expect(deskHeading(page)).toBeVisible()
  await theirs.context().close()
})

test('the page fits on a phone', async ({ page, desk }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await givePassword(page, await makePerson(desk))
  await expect(deskHeading(page)).toBeVisible()
  await page.goto('/security')
  await expect(page.getByRole('heading', { name: 'Your security' })).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await expectAccessible(page)
})

test('where two factors are wanted, one is set up before anything else', async ({ browser }) => {
  test.setTimeout(180_000)
  const desk = await startTestDesk({ REQUIRE_SECOND_FACTOR: 'managers-and-admins' })
  try {
    const context = await browser.newContext({ baseURL: desk.url, reducedMotion: 'reduce' })
    const page = await context.newPage()
    await addVirtualAuthenticator(page)
    const [byApp, byKey] = [await makePerson(desk, 'manager'), await makePerson(desk, 'manager')]
    await givePassword(page, byApp)
    await expect(page.getByRole('heading', { name: 'Set up a second factor' })).toBeVisible()
    await expectAccessible(page)
    await page.goto('/audit')
    await expect(page).toHaveURL(/\/sign-in\/second-factor\?next=%2Faudit/)
    expect((await page.request.get('/recent')).status()).toBe(403)
    await page.getByRole('button', { name: 'Authenticator app' }).click()
    await setUpApp(page)
    await page.getByRole('button', { name: 'I have kept them' }).click()
    await expect(page.getByRole('heading', { name: 'Audit' })).toBeVisible()

    await context.clearCookies()
    await givePassword(page, byKey)
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByRole('dialog').getByLabel('What you will call it').fill('Laptop')
    await page.getByRole('button', { name: 'Go on' }).click()
    await expect(deskHeading(page)).toBeVisible()
    await context.clearCookies()
    await givePassword(page, byKey)
    await expect(page.getByRole('heading', { name: 'Use your passkey' })).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await expect(deskHeading(page)).toBeVisible()

    await context.clearCookies()
    await givePassword(page, await makePerson(desk, 'support'))
    await expect(deskHeading(page)).toBeVisible()
    await context.close()
  } finally {
    await desk.stop()
  }
})
