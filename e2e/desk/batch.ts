import type { Page } from '@playwright/test'
import { expect } from '#e2e/test.ts'

/** Rows of a table, without its header: those of a batch, or of another by its name. */
export const rows = (page: Page, table: string | RegExp = 'Rows') =>
  page
    .getByRole('table', { name: table, exact: true })
    .getByRole('row')
    .filter({ hasNot: page.getByRole('columnheader') })

/** A count that the rows of a batch can be narrowed to. */
export const tile = (page: Page, word: string) =>
  page.getByRole('navigation', { name: 'What became of the rows' }).getByRole('link', { name: word })

/** A number that is shown before a batch is started. */
export const fact = (page: Page, label: string) =>
  page
    .getByRole('region', { name: 'What will happen' })
    .getByRole('term')
    .filter({ hasText: new RegExp(`^${label}$`) })
    .locator('..')

/** Where the batch stands, in a word. */
export const standing = (page: Page, word: string) =>
  page.getByRole('heading', { level: 1 }).getByText(word, { exact: true })

interface List {
  readonly text: string
  readonly name?: string
  /** As the list of connections calls it; null where a column names it. */
  readonly connection?: string | null
}

/** Brings a list as a file, and waits until it can be started. */
export async function bring(page: Page, { text, name = 'november.csv', connection = gr8 }: List) {
  await page.goto('/batches/new')
  if (connection !== null) await page.getByLabel('Connection').selectOption({ label: connection })
  await page.getByLabel('A file').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
  await expect(page).toHaveURL(/\/batches\/[0-9a-f-]{36}$/, { timeout: 40_000 })
}

const gr8 = 'GR8 Tech (demo)'

/** Starts the batch, or has somebody asked to approve it. */
export async function start(page: Page, button = /^Start/) {
  await page.getByRole('button', { name: button }).click()
  await page.getByRole('dialog').getByLabel('Reason').fill('FIN-7')
  await page.keyboard.press('Enter')
}

/** Cancels the batch, so that nobody is asked any more. */
export async function cancel(page: Page) {
  await page.getByRole('button', { name: /^Cancel/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).last().click()
  await expect(standing(page, 'Cancelled')).toBeVisible()
}

/** A list for GR8 Tech: so many rows of ids that nobody else asks about. */
export function makeRows(prefix: string, count: number): string {
  const ids = Array.from({ length: count }, (_, n) => `sc-ok-${prefix}-${n},p-${n}`)
  return `${['transactionId,playerId', ...ids].join('\n')}\n`
}
