import type { Page } from '@playwright/test'
import { expect } from '#e2e/test.ts'

const labels = {
  fantasy: 'Fantasy Goal (demo)',
  fungamess: 'FUNGAMESS (demo)',
  fizzy: 'Fizzy Bubbly (demo)',
  gr8: 'GR8 Tech (demo)',
  gr8Token: 'GR8 Tech, token sign-in (demo)',
  oneforbet: 'OneForBet (demo)',
} as const

type Connection = keyof typeof labels

/** Pastes at the desk, ticks these connections and no others, asks, and waits for the board. */
export async function ask(page: Page, paste: object, connections: readonly Connection[]) {
  await page.goto('/')
  await page.getByRole('textbox', { name: /^Transaction id, JSON body/ }).fill(JSON.stringify(paste))
  for (const [connection, label] of Object.entries(labels)) {
    const wanted = connections.some((one) => one === connection)
    await page.getByRole('checkbox', { name: label, exact: true }).setChecked(wanted)
  }
  await page.getByRole('button', { name: /^Ask \d/ }).click()
  await expect(page).toHaveURL(/\/lookups\/[0-9a-f-]{36}$/)
}

/** What a connection answered. */
export const column = (page: Page, connection: Connection) =>
  page.getByRole('article', { name: labels[connection], exact: true })

/** The provider's own bytes of an answer. */
export const rawOf = (page: Page, connection: Connection) =>
  page.getByRole('region', { name: `Raw request and reply of ${labels[connection]}` })

/** How often the simulator was asked about a transaction. */
export async function countCalls(simulatorUrl: string, transactionId: string): Promise<number> {
  const answer = await fetch(`${simulatorUrl}/_simulator/calls?transactionId=${transactionId}`)
  return (await answer.json()).calls.length
}

/** What every connection can be asked by. */
export const everywhere = (transactionId: string) => ({
  transactionId,
  playerId: 'p1',
  userId: 16065,
  gameId: 1000837,
})
