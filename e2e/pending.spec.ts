import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expectAccessible, expectOpenedAccessible } from './axe.ts'
import { fact, rows } from './desk/batch.ts'
import { ask, column, everywhere } from './desk/board.ts'
import { expect, test } from './test.ts'

const lines = (page: Page) => rows(page, /^Open by/)
const open = (page: Page) => rows(page, 'Open transactions')
const filterBox = (page: Page) => page.getByRole('textbox', { name: 'Filter', exact: true })

test.describe('finance', () => {
  test.use({ role: 'finance' })

  test('sees what is open, narrows it, and makes a batch of it', async ({ page }) => {
    // FUNGAMESS calls it pending; Fizzy Bubbly does not have it, or not yet.
    const transactionId = `sc-pending-${randomUUID()}`
    await ask(page, everywhere(transactionId), ['fungamess', 'fizzy'])
    await expect(column(page, 'fungamess')).toContainText('Pending')
    await expect(column(page, 'fizzy')).toContainText('Not found or processing')

    // Keys act once the page's script is there.
    await expect(async () => {
      await page.keyboard.press('g')
      await page.keyboard.press('p')
      await expect(page).toHaveURL('/pending', { timeout: 3_000 })
    }).toPass()
    await expect(page.getByText(/asked about within 90 days (is|are) open/)).toBeVisible()
    await filterBox(page).fill(transactionId)
    await page.keyboard.press('Enter')
    await expect(page.getByText('2 transactions asked about within 90 days are open')).toBeVisible()
    await expect(lines(page)).toHaveCount(2)
    await expect(open(page)).toHaveCount(2)
    await expect(open(page).first()).toContainText('by you')
    await expect(open(page).first()).toContainText('not reported')
    await expectAccessible(page)

    await lines(page)
      .getByRole('link', { name: '1 open at FUNGAMESS (demo), no currency told, under 1 h' })
      .click()
    await expect(page).toHaveURL(/connection=fungamess-demo.*age=/)
    await expect(open(page)).toHaveCount(1)
    await expect(open(page)).toContainText('Pending')
    await page.getByRole('button', { name: 'Remove the filter Connection' }).click()
    await expect(open(page)).toHaveCount(2)

    await page.getByRole('button', { name: 'Check as a batch' }).click()
    await expect(page).toHaveURL(/\/batches\/[0-9a-f-]{36}$/)
    await expect(fact(page, 'Will be asked')).toContainText('2')
    await expect(page.getByRole('heading', { level: 1 })).toContainText(`transactionId:${transactionId}`)
  })

  test('is told where nothing was found, and what is no filter', async ({ page }) => {
    await page.goto('/pending?connection=gr8-demo&transactionId=never-asked')
    await expect(page.getByRole('heading', { name: 'Nothing open matches this filter' })).toBeVisible()
    await expect(page.getByText('asked about within 90 days')).toHaveCount(2)
    await expect(page.getByRole('button', { name: 'Check as a batch' })).toBeDisabled()
    await expectAccessible(page)
    await page.goto('/pending?age=old')
    await expect(page.getByRole('heading', { name: 'This filter cannot be read' })).toBeVisible()
    await expect(filterBox(page)).toHaveValue('age:old')
  })

  test('works the board at 390 pixels', async ({ page }) => {
    const transactionId = `sc-pending-${randomUUID()}`
    await ask(page, everywhere(transactionId), ['fungamess'])
    await expect(column(page, 'fungamess')).toContainText('Pending')
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(`/pending?transactionId=${transactionId}`)
    await expect(open(page)).toContainText('Pending')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await expectAccessible(page)
    expect(await expectOpenedAccessible(page)).toBeGreaterThan(0)
    await open(page).getByText('Pending', { exact: true }).click()
    const drawer = page.getByRole('dialog', { name: 'Look-up' })
    await expect(drawer).toContainText('1 of 1')
    await expect(drawer).toContainText('Asked by')
    await expect(page).toHaveTitle(/^Pending/)
    await expectAccessible(page)
  })
})

test.describe('support', () => {
  test.use({ role: 'support' })

  test('is told which capability the board needs', async ({ page }) => {
    await page.goto('/pending')
    await expect(page.getByText('pending.read').first()).toBeVisible()
    await expect(page.getByRole('table', { name: 'Open transactions' })).toContainText('Not shown to you')
    await expect(page.getByRole('link', { name: 'Pending' })).toBeHidden()
    await expectAccessible(page)
  })
})
