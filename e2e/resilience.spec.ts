import type { Page } from '@playwright/test'
import { startTestDesk } from './desk/start.ts'
import { expect, test } from './test.ts'

const box = (page: Page) => page.getByRole('textbox', { name: /^Transaction id, JSON body/ })

/** From wherever it is: `/`, paste, Enter. */
async function ask(page: Page, text: string) {
  const before = page.url()
  await page.keyboard.press('/')
  await expect(box(page)).toBeFocused()
  await page.keyboard.insertText(text)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/lookups\/[0-9a-f-]{36}$/)
  expect(page.url()).not.toBe(before)
}

test.describe('twenty look-ups that nobody answers', () => {
  test.use({ role: 'support' })
  test.slow()

  test('do not hold up the twenty-first', async ({ page }) => {
    await page.goto('/')
    for (let nth = 1; nth <= 20; nth += 1) await ask(page, `sc-hang-many${nth}`)
    await expect(page.getByRole('article', { name: 'Fizzy Bubbly (demo)' })).toContainText(/asked/i)
    await ask(page, '{ "username": "foobar", "currency": "THB" }')
    const balance = page.getByRole('article', { name: 'OneForBet (demo)', exact: true })
    await expect(balance.getByText(/^10000 /)).toBeVisible()
  })
})

test('the app killed in mid-call leaves an interrupted look-up, and comes back by itself', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const desk = await startTestDesk()
  try {
    const context = await browser.newContext({ baseURL: desk.url })
    const page = await context.newPage()
    await page.goto('/sign-in')
    await page.getByLabel('E-mail').fill('support@demo.test')
    await page.getByLabel('Password').fill('statusdesk-demo')
    await page.keyboard.press('Enter')
    await expect(box(page)).toBeVisible()
    await ask(page, 'sc-hang-killed')
    await desk.kill('app')
    const answer = page.getByRole('article', { name: 'Fizzy Bubbly (demo)', exact: true })
    await expect(answer.getByText('Interrupted', { exact: true })).toBeVisible({ timeout: 60_000 })
    await page.reload()
    await expect(answer.getByText('Interrupted', { exact: true })).toBeVisible()
    await context.close()
  } finally {
    await desk.stop()
  }
})
