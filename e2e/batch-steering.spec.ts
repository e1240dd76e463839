import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { bring, cancel, makeRows, rows, standing, start, tile } from './desk/batch.ts'
import { givePassword, makePerson } from './desk/make-person.ts'
import { makeStale } from './desk/people.ts'
import { expect, test } from './test.ts'

test.describe.configure({ timeout: 180_000 })

const lookupOf = (page: Page, line: number) =>
  page.getByRole('link', { name: `Open the look-up of line ${line}` })

/** Two that stay pending, two that end in a fault, and two that are final; at two providers. */
function makeMixed(): string {
  const id = randomUUID().slice(0, 8)
  const many = ['pending', 'pending', 'ok'].map((kind, n) => `FUNGAMESS,sc-${kind}-${id}${n},,7,9`)
  const one = ['redirect', 'redirect', 'ok'].map((kind, n) => `GR8 Tech (demo),sc-${kind}-${id}${n},p-1,,`)
  return `${['connection,transactionId,playerId,userId,gameId', ...many, ...one].join('\n')}\n`
}

test.describe('a batch of pendings and faults', () => {
  test.use({ role: 'finance' })

  test('has either asked again by one key, adds up, and is asked by a schedule', async ({ page }) => {
    await bring(page, { text: makeMixed(), connection: null })
    await start(page)
    await expect(standing(page, 'Finished')).toBeVisible({ timeout: 40_000 })
    await expect(tile(page, 'Pending')).toContainText('2')
    await expect(tile(page, 'Fault')).toContainText('2')

    const pending = await lookupOf(page, 2).getAttribute('href')
    const fault = await lookupOf(page, 5).getAttribute('href')
    await page.keyboard.press('r')
    await expect(page.getByText('2 rows will be asked again')).toBeVisible()
    await expect(lookupOf(page, 5)).not.toHaveAttribute('href', fault ?? '')
    await expect(standing(page, 'Finished')).toBeVisible()
    await expect(lookupOf(page, 2)).toHaveAttribute('href', pending ?? '')

    const faultAgain = await lookupOf(page, 5).getAttribute('href')
    await page.keyboard.press('p')
    await expect(lookupOf(page, 2)).not.toHaveAttribute('href', pending ?? '')
    await expect(standing(page, 'Finished')).toBeVisible()
    await expect(lookupOf(page, 5)).toHaveAttribute('href', faultAgain ?? '')

    const totals = rows(page, 'Totals by connection, status and currency')
    await expect(totals.filter({ hasText: 'not reported' }).first()).toBeVisible()
    await page.getByRole('link', { name: 'Totals' }).click()
    await expect(page).toHaveURL(/#totals$/)
    await expect(totals.filter({ hasText: 'Pending2' })).toHaveCount(1)

    await page.getByLabel('Which rows').selectOption({ label: 'Only faults (2)' })
    await expect(page.getByRole('link', { name: 'Export 2 rows as CSV' })).toBeVisible()
    await page.getByLabel('Which rows').selectOption({ label: 'Only differences' })
    await expect(page.getByText('No answer differs from the one before it')).toBeVisible()

    await page.getByRole('button', { name: 'Again every … hours' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Every so many hours, 1 to 168').fill('12')
    await dialog.getByLabel('Reason').fill('FIN-8')
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Ask again every 12 hours' }).click()
    const schedule = page.getByRole('region', { name: 'Schedule' })
    await expect(schedule).toContainText('Again every 12 h until all rows are final, next')
    await schedule.getByRole('button', { name: 'End the schedule' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'End the schedule' }).click()
    await expect(schedule).toContainText('The schedule has ended: Ended by hand')
    await expect(schedule.getByRole('button', { name: 'Again every … hours' })).toBeVisible()
  })
})

test('more than 1,000 rows want the password again', async ({ page, desk }) => {
  const person = await makePerson(desk, 'finance')
  await givePassword(page, person)
  await expect(page.getByRole('heading', { name: 'Desk' })).toBeVisible()
  await bring(page, { text: makeRows(randomUUID().slice(0, 8), 1_001) })
  await start(page)
  await expect(standing(page, 'Running')).toBeVisible()
  await cancel(page)
  await makeStale(desk, person.email)
  await page.getByRole('link', { name: 'Export 1,001 rows as CSV' }).click()
  const confirm = page.getByRole('dialog', { name: 'Confirm that it is you' })
  await confirm.getByLabel('Your password').fill(person.password)
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    confirm.getByRole('button', { name: 'Confirm' }).click(),
  ])
  expect(file.suggestedFilename()).toMatch(/^batch-.*-results-.*\.csv$/)
})
