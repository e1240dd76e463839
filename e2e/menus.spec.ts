import { expectOpenedAccessible } from './axe.ts'
import { expect, test } from './test.ts'

test.describe('of a manager', () => {
  test.use({ role: 'manager' })
  for (const path of ['/', '/lookups', '/audit', '/evidence'])
    test(`everything that opens on ${path} is accessible`, async ({ page }) => {
      test.setTimeout(90_000)
      await page.goto(path)
      await expect(page.getByRole('main')).toBeVisible()
      expect(await expectOpenedAccessible(page)).toBeGreaterThan(0)
    })
})

test.describe('of an administrator', () => {
  test.use({ role: 'admin' })
  for (const path of ['/people', '/tokens', '/connections'])
    test(`everything that opens on ${path} is accessible`, async ({ page }) => {
      test.setTimeout(90_000)
      await page.goto(path)
      await expect(page.getByRole('main')).toBeVisible()
      expect(await expectOpenedAccessible(page)).toBeGreaterThan(0)
    })

  test('the choice of a role in a dialog is accessible', async ({ page }) => {
    await page.goto('/people')
    await page.getByRole('button', { name: 'Add a person' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectOpenedAccessible(page)
  })
})
