import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { askByToken } from './desk/ask-by-token.ts'
import { fact, makeRows, rows, standing } from './desk/batch.ts'
import { expect, test } from './test.ts'

test.use({ role: 'finance' })
test.describe.configure({ timeout: 120_000 })

/** A file in a hand, as the browser tells of it. */
const hold = (page: Page, name: string, text: string) =>
  page.evaluateHandle(
    ([fileName, content]) => {
      const data = new DataTransfer()
      data.items.add(new File([content], fileName, { type: 'text/csv' }))
      return data
    },
    [name, text] as const,
  )

test('a file is dropped anywhere on the page', async ({ page }) => {
  await page.goto('/batches/new')
  const dataTransfer = await hold(page, 'dropped.csv', makeRows(randomUUID().slice(0, 8), 3))
  const anywhere = page.getByRole('heading', { name: 'New batch' })
  // Nothing takes notice before the page's script is there.
  await expect(async () => {
    await anywhere.dispatchEvent('dragenter', { dataTransfer })
    await expect(page.getByText('Let go to bring it')).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await anywhere.dispatchEvent('dragover', { dataTransfer })
  await anywhere.dispatchEvent('drop', { dataTransfer })
  await expect(page.getByRole('heading', { name: 'dropped.csv' })).toBeVisible()
  await expect(fact(page, 'Rows')).toContainText('3')
})

test('an upload is cancelled on its way, and nothing is kept', async ({ page, context }) => {
  const name = `cancelled-${randomUUID().slice(0, 8)}.csv`
  await page.goto('/batches/new')
  const line = await context.newCDPSession(page)
  await line.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: 10_000,
  })
  const buffer = Buffer.from(makeRows('long', 40_000))
  await page.getByLabel('A file').setInputFiles({ name, mimeType: 'text/csv', buffer })
  const upload = page.getByRole('region', { name: 'Upload' })
  await expect(upload).toContainText(`${name}Cancel`)
  await expect(upload.getByRole('status')).toHaveText(/^[\d,.]+ (?:bytes|kB|MB) of [\d,.]+ (?:kB|MB) sent$/)
  await expectAccessible(page)
  await upload.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('Drop a file anywhere on this page')).toBeVisible()
  await line.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: -1,
  })
  await page.goto('/batches?by=me')
  await expect(page.getByRole('heading', { name: 'Batches' })).toBeVisible()
  await expect(page.getByText(name)).toHaveCount(0)
})

test('ids in one line are ids, and words are refused in words', async ({ page }) => {
  const id = randomUUID().slice(0, 8)
  await page.goto('/batches/new')
  await page.getByLabel('Connection').selectOption({ label: 'Fizzy Bubbly (demo)' })
  await page.getByLabel('Or paste the rows').fill(`sc-ok-${id}-1, sc-ok-${id}-2, sc-ok-${id}-3`)
  await page.getByRole('button', { name: 'Read what is pasted' }).click()
  await expect(fact(page, 'Will be asked')).toContainText('3')
  await expect(page.getByText('Each word of it was taken for an id.')).toBeVisible()
  await page.goto('/batches/new')
  await page.getByLabel('Or paste the rows').fill('one,two,three')
  await page.getByRole('button', { name: 'Read what is pasted' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'This list cannot be read' })).toContainText(
    'put a header above them',
  )
})

test('what a filter finds becomes a batch, from the look-ups and from the audit', async ({
  page,
  desk,
  signIn,
}) => {
  const transactionId = `sc-declined-${randomUUID().slice(0, 8)}`
  const question = { connection: 'fizzy-demo', input: { transactionId } }
  await askByToken(desk, [question, question])

  await page.goto(`/lookups?transactionId=${transactionId}`)
  await expect(rows(page, 'Look-ups')).toHaveCount(2)
  await page.getByRole('button', { name: 'Check as a batch' }).click()
  await expect(page).toHaveURL(/\/batches\/[0-9a-f-]{36}$/)
  await expect(standing(page, 'Ready to start')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`transactionId:${transactionId}`)
  await expect(fact(page, 'Rows')).toContainText('1')
  await expect(fact(page, 'Will be asked')).toContainText('1')
  await expect(page.getByRole('cell', { name: 'declined', exact: true })).toBeVisible()
  await expect(page.getByRole('cell', { name: 'End-to-end', exact: true })).toBeVisible()
  await expectAccessible(page)

  const manager = await signIn('manager')
  await manager.goto(`/audit?transactionId=${transactionId}`)
  await manager.getByRole('button', { name: 'Check as a batch' }).click()
  await expect(standing(manager, 'Ready to start')).toBeVisible()
  await expect(fact(manager, 'Will be asked')).toContainText('1')
  await expect(manager.getByRole('cell', { name: 'lookup.outcome' })).toBeVisible()
})

test('who may run no batches is told so at the button', async ({ signIn }) => {
  const page = await signIn('support')
  await page.goto('/lookups')
  const button = page.getByRole('button', { name: 'Check as a batch' })
  await expect(button).toBeDisabled()
  await expect(button).toHaveAccessibleDescription(/batch\.run, which belongs to finance or manager/)
})
