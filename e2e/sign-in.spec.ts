import { expectAccessible } from './axe.ts'
import { expect, test } from './test.ts'

test('who is not signed in is asked to, and lands where they wanted to go', async ({ page, desk }) => {
  await page.goto('/lookups')
  await expect(page).toHaveURL(/\/sign-in/)
  const support = desk.demoUsers.find(({ role }) => role === 'support')
  await page.getByLabel('E-mail').fill(support?.email ?? '')
  await page.getByLabel('Password').fill(support?.password ?? '')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL(/\/lookups$/)
})

test('a wrong password is refused, without saying which part was wrong', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill('support@demo.test')
  await page.getByLabel('Password').fill('not the password')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await expect(page).toHaveURL(/\/sign-in/)
})

test('the sign-in page is accessible', async ({ page }) => {
  await page.goto('/sign-in')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await expectAccessible(page)
})
