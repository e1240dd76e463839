import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import type { Page } from '@playwright/test'
import { csvLine } from '#lib/files/csv.ts'
import { expectAccessible } from './axe.ts'
import { bring, fact, rows, start, tile } from './desk/batch.ts'
import { expect, test } from './test.ts'

test.use({ role: 'finance' })

const bar = (page: Page) => page.getByRole('progressbar', { name: 'Rows done' })

async function readDone(page: Page): Promise<number> {
  return Number(await bar(page).getAttribute('aria-valuenow'))
}

/** Of its own ids, so that nothing that another test asked is taken over. The first rows are those that spreadsheets ruin. */
function makeList(prefix: string, count: number): string {
  const odd = [
    `sc-ok-${prefix},007,"=1+1, ""quoted"""`,
    `sc-failed-${prefix},1e5,00.50`,
    `sc-redirect-${prefix},18446744073709551615, padded `,
    `sc-redirect-${prefix}-2,p,"two\nlines"`,
  ]
  const many = Array.from({ length: count - odd.length }, (_, n) => `sc-ok-${prefix}-${n},p-${n},žluť ${n}`)
  return `${['transactionId,playerId,note', ...odd, ...many].join('\r\n')}\r\n`
}

test('a list is read, started, paused, resumed and retried, and comes back as it was', async ({ page }) => {
  test.setTimeout(150_000)
  const uploaded = makeList(`b${Date.now()}`, 990)
  await page.goto('/batches/new')
  await expectAccessible(page)
  await bring(page, { text: uploaded })

  await expect(fact(page, 'Will be asked')).toContainText('990')
  await expect(fact(page, 'Cannot be asked')).toContainText('0')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Start: ask 990 rows' }).click()
  await expect(page.getByRole('dialog')).toContainText('GR8 Tech (demo)990 rows')
  await page.getByRole('dialog').getByLabel('Reason').fill('FIN-7')
  await page.keyboard.press('Enter')

  await expect.poll(() => readDone(page), { timeout: 30_000 }).toBeGreaterThan(0)
  const seen = await readDone(page)
  await expect(page).toHaveTitle(/^\d+ % · november\.csv/)
  await expect(page.getByText(/^\d+ of 990 · .*left$/)).toBeVisible()
  await expect.poll(() => readDone(page)).toBeGreaterThan(seen)

  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(page.getByText('Paused', { exact: true })).toBeVisible()
  await expect(tile(page, 'Running')).toBeHidden({ timeout: 20_000 })
  const paused = await readDone(page)
  expect(paused).toBeLessThan(100)
  await page.reload()
  await expect(page.getByText('Paused', { exact: true })).toBeVisible()
  expect(await readDone(page)).toBe(paused)
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(page.getByText('Finished', { exact: true })).toBeVisible({ timeout: 60_000 })
  await expect(bar(page)).toHaveAttribute('aria-valuenow', '100')
  await expect(page).toHaveTitle('november.csv · Statusdesk')

  await expect(tile(page, 'Succeeded')).toContainText('987')
  await expect(tile(page, 'Failed')).toContainText('1')
  await tile(page, 'Fault').click()
  await expect(page).toHaveURL(/show=fault/)
  await expect(rows(page)).toHaveCount(2)
  await expect(rows(page).first()).toContainText('Redirected')
  await expect(rows(page).first()).toContainText('Redirects are not followed')
  await expectAccessible(page)

  const answer = rows(page).first().getByRole('link', { name: 'Open the look-up of line 4' })
  const before = await answer.getAttribute('href')
  await page.keyboard.press('r')
  await expect(page.getByText('2 rows will be asked again')).toBeVisible()
  await expect(answer).not.toHaveAttribute('href', before ?? '', { timeout: 20_000 })
  await expect(page.getByText('Finished', { exact: true })).toBeVisible({ timeout: 20_000 })

  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export 990 rows as CSV' }).click(),
  ])
  const records: readonly string[][] = parse(await readFile(await file.path()), { bom: true })
  const own = records.slice(0, -1).map((record) => csvLine(record.slice(0, 3)))
  expect(own.join('')).toBe(uploaded)
})

test('rows are looked at beside the list by keyboard alone', async ({ page }) => {
  await bring(page, { text: makeList(`k${Date.now()}`, 6) })
  await start(page)
  await expect(page.getByText('Finished', { exact: true })).toBeVisible({ timeout: 30_000 })
  const drawer = page.getByRole('dialog', { name: 'Row' })
  // Keys act once the page's script is there.
  await expect(async () => {
    if (!(await drawer.isVisible())) {
      await page.getByRole('link', { name: 'Line 2', exact: true }).focus()
      await page.keyboard.press('Space')
    }
    await expect(drawer).toContainText('1 of 6', { timeout: 1_000 })
  }).toPass()
  await expect(drawer).toContainText('=1+1, "quoted"')
  await expect(drawer).toContainText('1000.0')
  await expectAccessible(page)
  await page.keyboard.press('j')
  await expect(drawer).toContainText('2 of 6')
  await expect(drawer).toContainText('00.50')
  await page.keyboard.press('Escape')
  await expect(drawer).toBeHidden()
  await page.keyboard.press('g')
  await page.keyboard.press('b')
  await expect(page).toHaveURL('/batches')
  await expect(rows(page, 'Batches').first()).toContainText('november.csv')
  await expectAccessible(page)
})

test('what the columns mean can be changed before anybody is asked', async ({ page }) => {
  await page.goto('/batches/new')
  await page.getByLabel('Or paste the rows').fill(`reference;who\nsc-ok-${Date.now()};p-1\n`)
  await page.getByRole('button', { name: 'Read what is pasted' }).click()
  await expect(page.getByText('choose whom to ask')).toBeVisible({ timeout: 20_000 })
  await expect(page.getByRole('button', { name: 'Start: ask 0 rows' })).toBeDisabled()
  await page.getByLabel('Connection').selectOption({ label: 'GR8 Tech (demo)' })
  await page.getByLabel('Transaction id').selectOption('reference')
  await page.getByLabel('Player id', { exact: true }).selectOption('who')
  await page.getByRole('button', { name: 'Apply, and check the rows anew' }).click()
  await expect(page.getByRole('button', { name: 'Start: ask 1 row' })).toBeEnabled({ timeout: 20_000 })
  await page.getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByText('Cancelled', { exact: true }).first()).toBeVisible({ timeout: 20_000 })
})

test.describe('a list that is no good', () => {
  test.use({ expectedErrors: [/status of 422/] })

  test('is refused in words, and nothing is started', async ({ page }) => {
    await page.goto('/batches/new')
    const file = {
      name: 'picture.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]),
    }
    await page.getByLabel('A file').setInputFiles(file)
    const refusal = page.getByRole('alert').filter({ hasText: 'This list cannot be read' })
    await expect(refusal).toContainText('nobody was asked', { timeout: 20_000 })
    await expectAccessible(page)
  })
})

test('support is told which capability is missing', async ({ signIn }) => {
  const page = await signIn('support')
  for (const path of ['/batches', '/batches/new']) {
    await page.goto(path)
    await expect(page.getByText('batch.run')).toBeVisible()
  }
  await expect(page.getByRole('link', { name: 'Batches' })).toHaveCount(0)
})
