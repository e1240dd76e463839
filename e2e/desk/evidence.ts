import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expect } from '#e2e/test.ts'
import { askByToken } from './ask-by-token.ts'
import { givePassword, makePerson, type MadePerson } from './make-person.ts'
import type { SharedDesk } from './shared.ts'

/** Who and what an erasure or a hold is about, and where it is looked at. */
export interface AskedAbout {
  readonly playerId: string
  readonly transactionId: string
  /** The reason that the look-up was made for. */
  readonly reason: string
  readonly lookupId: string
}

/** Asks about a player, a transaction and a case that nobody else asks about. */
export async function askForEvidence(desk: SharedDesk): Promise<AskedAbout> {
  const mark = randomUUID()
  const asked = {
    playerId: `p-${mark}`,
    transactionId: `sc-ok-${mark.slice(0, 8)}`,
    reason: `DISPUTE-${mark}`,
  }
  const input = { playerId: asked.playerId, transactionId: asked.transactionId }
  const [lookupId = ''] = await askByToken(desk, [{ connection: 'gr8-demo', input }], 15, asked.reason)
  return { ...asked, lookupId }
}

/** A manager of their own on a page: the shared one may have signed in too long ago for what wants a fresh sign-in. */
export async function becomeManager(page: Page, desk: SharedDesk): Promise<MadePerson> {
  const person = await makePerson(desk, 'manager')
  await givePassword(page, person)
  await expect(page.getByRole('heading', { name: 'Desk' })).toBeVisible()
  return person
}

/** Opens the form of a hold by its button, and sets one. */
export async function setHold(page: Page, on: RegExp, subject: string, reason: string): Promise<void> {
  await page.getByRole('button', { name: 'Set a legal hold' }).click()
  const dialog = page.getByRole('dialog', { name: 'Set a legal hold' })
  await dialog.getByLabel('On', { exact: true }).click()
  await page.getByRole('option', { name: on }).click()
  await dialog.getByRole('textbox').first().fill(subject)
  await dialog.getByLabel('Reason', { exact: true }).fill(reason)
  await dialog.getByRole('button', { name: 'Set the hold' }).click()
  await expect(holdOn(page, subject)).toContainText(reason)
}

/** Lifts a hold by its button. */
export async function liftHold(page: Page, subject: string, reason: string): Promise<void> {
  await holdOn(page, subject).getByRole('button', { name: 'Lift' }).click()
  const dialog = page.getByRole('dialog', { name: /^Lift the hold on/ })
  await dialog.getByLabel('Reason').fill(reason)
  await dialog.getByRole('button', { name: 'Lift' }).click()
  // What is behind an open dialog is not found either.
  await expect(dialog).toHaveCount(0)
  await expect(holdOn(page, subject)).toHaveCount(0)
}

/** A hold in force. */
export const holdOn = (page: Page, subject: string) =>
  itemsOf(page, 'Legal holds in force').filter({ hasText: subject })

/** The rows of one of the page’s lists. */
export const itemsOf = (page: Page, list: string) =>
  page.getByRole('list', { name: list }).getByRole('listitem')
