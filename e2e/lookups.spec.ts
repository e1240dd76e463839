import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { askByToken } from './desk/ask-by-token.ts'
import type { SharedDesk } from './desk/shared.ts'
import { expect, test } from './test.ts'

const rows = (page: Page) => page.getByRole('row').filter({ hasNot: page.getByRole('columnheader') })
const filterBox = (page: Page) => page.getByRole('textbox', { name: 'Filter', exact: true })
const drawer = (page: Page) => page.getByRole('dialog', { name: 'Look-up' })

/** Asks GR8 Tech about transactions of a player whom nobody else asks about; the first is the newest row. */
async function askAboutPlayer(desk: SharedDesk, transactionIds: readonly string[], waitSeconds?: number) {
  const playerId = `p-${randomUUID()}`
  const questions = transactionIds.toReversed().map((transactionId) => ({
    connection: 'gr8-demo',
    input: { playerId, transactionId },
  }))
  await askByToken(desk, questions, waitSeconds)
  return playerId
}

test.describe('a manager', () => {
  test.use({ role: 'manager' })

  test('narrows the history by text and by chips, which are one state in the URL', async ({ page, desk }) => {
    const playerId = await askAboutPlayer(desk, ['sc-ok', 'sc-not_found'])
    await page.goto('/lookups')
    await expect(page.getByText('Shows everyone’s look-ups, the newest first.')).toBeVisible()
    await page.keyboard.press('/')
    await filterBox(page).fill(`player:${playerId}`)
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(`/lookups?playerId=${playerId}`)
    await expect(rows(page)).toHaveCount(2)
    await expect(rows(page).first()).toContainText('1000.0')
    await expect(rows(page).first()).toContainText('End-to-end')

    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Status' }).press('ArrowRight')
    await page.getByRole('menuitemradio', { name: 'Succeeded' }).press('Enter')
    await expect(rows(page)).toHaveCount(1)
    await expect(filterBox(page)).toHaveValue(`status:succeeded player:${playerId}`)

    await page.reload()
    await expect(rows(page)).toHaveCount(1)
    await page.getByRole('button', { name: 'Remove the filter Status' }).click()
    await expect(rows(page)).toHaveCount(2)
    await expect(filterBox(page)).toBeFocused()
    await page.goBack()
    await expect(rows(page)).toHaveCount(1)
    await expectAccessible(page)
  })

  test('looks at rows beside the list by keyboard alone', async ({ page, desk }) => {
    const playerId = await askAboutPlayer(desk, ['sc-ok', 'sc-not_found', 'sc-declined'])
    await page.goto(`/lookups?playerId=${playerId}`)
    await expect(rows(page)).toHaveCount(3)
    // Keys act once the page's script is there.
    await expect(async () => {
      // It may have opened after the last look.
      if (!(await drawer(page).isVisible())) {
        await page.getByRole('link', { name: 'sc-ok', exact: true }).focus()
        await page.keyboard.press('Space')
      }
      await expect(drawer(page)).toContainText('1 of 3', { timeout: 1_000 })
    }).toPass()
    await expect(drawer(page)).toContainText('1000.0')
    await expect(page).toHaveURL(/peek=/)
    await expectAccessible(page)

    await page.keyboard.press('j')
    await expect(drawer(page)).toContainText('2 of 3')
    await expect(drawer(page)).toContainText('sc-not_found')
    await page.keyboard.press('Escape')
    await expect(drawer(page)).toBeHidden()
    await expect(page.getByRole('link', { name: 'sc-not_found' })).toBeFocused()
    await expect(page).not.toHaveURL(/peek=/)

    await page.keyboard.press('k')
    await expect(page.getByRole('link', { name: 'sc-ok', exact: true })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/lookups\/[0-9a-f-]{36}$/)
    await page.goBack()
    await expect(page.getByRole('link', { name: 'sc-ok', exact: true })).toBeFocused()
  })

  test('opens the page of the row in the drawer with Enter', async ({ page, desk }) => {
    const playerId = await askAboutPlayer(desk, ['sc-ok'])
    await page.goto(`/lookups?playerId=${playerId}`)
    await rows(page).getByText('GR8 Tech (demo)').click()
    await expect(drawer(page)).toContainText('1 of 1')
    // Keys act once the drawer has the focus.
    await expect(async () => {
      await page.keyboard.press('Enter')
      await expect(page).toHaveURL(/\/lookups\/[0-9a-f-]{36}$/, { timeout: 3_000 })
    }).toPass()
  })

  test('sees rows that wait get their answer', async ({ page, desk }) => {
    const playerId = await askAboutPlayer(desk, ['sc-slow4'], 0)
    await page.goto(`/lookups?playerId=${playerId}`)
    await expect(rows(page)).toContainText('Waiting for the answer')
    await expect(page.getByText('1 row waits for an answer')).toBeVisible()
    await expect(rows(page)).toContainText('Succeeded')
    await expect(page.getByText('waits for an answer')).toBeHidden()
  })

  test('goes from page to page without missing a row', async ({ page, desk }) => {
    const playerId = `p-${randomUUID()}`
    const numbers = Array.from({ length: 60 }, (_, index) => `sc-ok-${index}`)
    const questions = numbers.map((transactionId) => ({
      connection: 'gr8-demo',
      input: { playerId, transactionId },
    }))
    await askByToken(desk, questions)
    const shown = async () =>
      page
        .getByRole('link', { name: /^sc-ok-\d+$/ })
        .evaluateAll((links) => links.map((link) => link.getAttribute('title') ?? ''))
    await page.goto(`/lookups?playerId=${playerId}`)
    await expect(rows(page)).toHaveCount(50)
    const first = await shown()
    await page.getByRole('link', { name: 'Older' }).click()
    await expect(rows(page)).toHaveCount(10)
    expect([...first, ...(await shown())]).toEqual(numbers.toReversed())
    await page.getByRole('link', { name: 'Newest' }).click()
    await expect(rows(page)).toHaveCount(50)
  })

  test('is told when nothing matches, and gets out of it', async ({ page }) => {
    await page.goto(`/lookups?playerId=nobody-${randomUUID()}`)
    await expect(page.getByRole('heading', { name: 'Nothing matches this filter' })).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Clear the filter' }).click()
    await expect(page).toHaveURL(/\/lookups$/)
  })
})

test.describe('support', () => {
  test.use({ role: 'support' })

  test('sees their own, and everyone’s of a transaction', async ({ page, desk }) => {
    const transactionId = `sc-ok-${randomUUID()}`
    await askAboutPlayer(desk, [transactionId])
    await page.goto('/lookups')
    await expect(page.getByText('Shows your look-ups, the newest first.')).toBeVisible()
    await filterBox(page).fill(transactionId)
    await page.keyboard.press('Enter')
    await expect(page.getByText('Shows everyone’s look-ups of this transaction')).toBeVisible()
    await expect(rows(page)).toHaveCount(1)
  })

  test('is told which capability the look-ups of somebody else need', async ({ page }) => {
    await page.goto('/lookups?by=somebody')
    await expect(page.getByText('audit.read').first()).toBeVisible()
    await expect(filterBox(page)).toHaveValue('by:somebody')
    await expectAccessible(page)
  })

  test('keeps what was typed when it cannot be read', async ({ page }) => {
    await page.goto('/lookups')
    await filterBox(page).fill('colour:red player:7')
    await page.keyboard.press('Enter')
    await expect(page.getByText('There is no filter “colour”')).toBeVisible()
    await expect(filterBox(page)).toHaveValue('colour:red player:7')
    await filterBox(page).fill('from:yesterday player:7')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'This filter cannot be read' })).toBeVisible()
    await expect(filterBox(page)).toHaveValue('player:7 from:yesterday')
    await expectAccessible(page)
    await filterBox(page).fill('-status:succeeded')
    await page.keyboard.press('Enter')
    await expect(page.getByText('Excluding is not possible yet')).toBeVisible()
  })

  test('gets from a place that is gone to the newest', async ({ page }) => {
    await page.goto('/lookups?by=me&cursor=gone')
    await expect(page.getByRole('heading', { name: 'This place in the list is gone' })).toBeVisible()
    await page.getByRole('link', { name: 'Go to the newest' }).click()
    await expect(page).toHaveURL(/\/lookups\?by=me$/)
  })

  test('works the list at 390 pixels', async ({ page, desk }) => {
    const transactionId = `sc-ok-${randomUUID()}`
    await askAboutPlayer(desk, [transactionId])
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(`/lookups?transactionId=${transactionId}`)
    await expect(rows(page)).toContainText('1000.0')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await expectAccessible(page)
    await rows(page).getByText('Succeeded').click()
    await expect(drawer(page)).toContainText('1 of 1')
    await expectAccessible(page)
  })
})

test.describe('an administrator', () => {
  test.use({ role: 'admin' })

  test('is told which capability the history needs', async ({ page }) => {
    await page.goto('/lookups')
    await expect(page.getByText('lookup.list').first()).toBeVisible()
    await expect(page.getByRole('columnheader', { name: 'Transaction' })).toBeVisible()
    await expectAccessible(page)
  })
})
