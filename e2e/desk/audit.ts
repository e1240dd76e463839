import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { askByToken } from './ask-by-token.ts'
import type { SharedDesk } from './shared.ts'
import { expect } from '#e2e/test.ts'

/** The rows of a table. */
export const rows = (page: Page) => page.getByRole('row').filter({ hasNot: page.getByRole('columnheader') })
/** Where a filter is written. */
export const filterBox = (page: Page) => page.getByRole('textbox', { name: 'Filter', exact: true })
/** An event, opened beside the list. */
export const drawer = (page: Page) => page.getByRole('dialog', { name: 'Event' })
/** The provider’s own bytes. */
export const rawView = (page: Page) => page.getByRole('region', { name: /^Raw request and reply/ })

/** A look-up of a player whom nobody else asks about. */
export async function askAboutPlayer(desk: SharedDesk) {
  const playerId = `p-${randomUUID()}`
  const [id = ''] = await askByToken(desk, [
    { connection: 'gr8-demo', input: { playerId, transactionId: 'sc-ok' } },
  ])
  return { playerId, id }
}

/** Somebody of support reads what the provider wrote, and copies it. Gives what they copied. */
export async function readAndCopy(page: Page, id: string): Promise<string> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(`/lookups/${id}?raw=${id}`)
  await rawView(page).getByRole('button', { name: 'Copy reply' }).click()
  await expect(page.getByText('Copied the reply')).toBeVisible()
  return page.evaluate(() => navigator.clipboard.readText())
}

/** What a link gives as a file. */
export async function download(page: Page, name: string) {
  const started = page.waitForEvent('download')
  await page.getByRole('link', { name }).click()
  const file = await started
  const path = await file.path()
  return { name: file.suggestedFilename(), path, text: await readFile(path, 'utf8') }
}
