import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { expect, test } from './test.ts'

test.use({ role: 'support' })

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
async function ask(page: Page, paste: object, connections: readonly Connection[]) {
  await page.goto('/')
  await page.getByRole('textbox', { name: /^Transaction id, JSON body/ }).fill(JSON.stringify(paste))
  for (const [connection, label] of Object.entries(labels)) {
    const wanted = connections.some((one) => one === connection)
    await page.getByRole('checkbox', { name: label, exact: true }).setChecked(wanted)
  }
  await page.getByRole('button', { name: /^Ask \d/ }).click()
  await expect(page).toHaveURL(/\/lookups\/[0-9a-f-]{36}$/)
}

const column = (page: Page, connection: Connection) =>
  page.getByRole('article', { name: labels[connection], exact: true })

const rawOf = (page: Page, connection: Connection) =>
  page.getByRole('region', { name: `Raw request and reply of ${labels[connection]}` })

async function countCalls(simulatorUrl: string, transactionId: string): Promise<number> {
  const answer = await fetch(`${simulatorUrl}/_simulator/calls?transactionId=${transactionId}`)
  return (await answer.json()).calls.length
}

const everywhere = (transactionId: string) => ({
  transactionId,
  playerId: 'p1',
  userId: 16065,
  gameId: 1000837,
})

test('digits are shown as they came, in the column and in the raw view', async ({ page }) => {
  await ask(page, everywhere('sc-ok'), ['fizzy', 'gr8'])
  const fizzy = column(page, 'fizzy')
  await expect(fizzy.getByText('Succeeded', { exact: true })).toBeVisible()
  await expect(fizzy.getByText('50.50').first()).toBeVisible()
  await expect(fizzy.getByText('19575.50')).toBeVisible()
  await expect(column(page, 'gr8').getByText('1000.0').first()).toBeVisible()

  await fizzy.getByRole('button', { name: 'Raw' }).click()
  const raw = rawOf(page, 'fizzy')
  await expect(raw).toContainText('"amount": 50.50')
  await expect(raw).toContainText('"transactionResponseBalance": 19575.50')
  await raw.getByRole('tab', { name: 'Raw' }).click()
  await expect(raw).toContainText('50.50')
  await raw.getByRole('tab', { name: 'Headers' }).click()
  await expect(raw.getByText('masked').first()).toBeAttached()
  await raw.getByRole('tab', { name: 'cURL' }).click()
  await expect(raw).toContainText('curl --request GET')
  await column(page, 'gr8').getByRole('button', { name: 'Raw' }).click()
  await expect(rawOf(page, 'gr8')).toContainText('"cash": "1000.0"')
})

test('numbers beyond 2^53 are not rounded', async ({ page }) => {
  await ask(page, everywhere('sc-balance_big'), ['gr8'])
  const gr8 = column(page, 'gr8')
  await expect(gr8.getByText('18446744073709551615')).toBeVisible()
  await expect(gr8.getByText('9007199254740993')).toBeVisible()
  await gr8.getByRole('button', { name: 'Raw' }).click()
  await expect(rawOf(page, 'gr8')).toContainText('18446744073709551615')
})

test('a stored reply is downloaded as bytes that no browser runs', async ({ page }) => {
  await ask(page, everywhere('sc-html'), ['gr8'])
  await column(page, 'gr8').getByRole('button', { name: 'Raw' }).click()
  const href = await page
    .getByRole('link', { name: 'Download the stored reply' })
    .first()
    .getAttribute('href')
  const reply = await page.request.get(href ?? '')
  const headers = reply.headers()
  expect(await reply.text()).toContain('<html')
  expect(headers['content-type']).toBe('application/octet-stream')
  expect(headers['content-disposition']).toContain('attachment')
  expect(headers['content-security-policy']).toContain('sandbox')
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['cache-control']).toContain('no-store')
})

test('a slow provider delays nobody else, and its answer lands by itself', async ({ page }) => {
  await ask(page, { transactionId: 'sc-ok', username: 'sc-slow4', currency: 'THB' }, ['fizzy', 'oneforbet'])
  const slow = column(page, 'oneforbet')
  await expect(column(page, 'fizzy').getByText('Succeeded', { exact: true })).toBeVisible()
  await expect(slow.getByText('Waiting for the answer')).toBeVisible()
  await expect(slow.getByText(/^Asked \d+ s ago, due by \d\d:\d\d:\d\d UTC/)).toBeVisible()
  await expect(slow.getByText('Balance check')).toBeVisible()
  const verdict = page.getByRole('region', { name: 'Verdict' })
  await expect(verdict).toContainText('They cannot be compared')
})

test('the verdict says who says what', async ({ page }) => {
  await ask(page, everywhere('sc-insufficient_funds'), ['fungamess', 'fizzy'])
  const verdict = page.getByRole('region', { name: 'Verdict' })
  await expect(verdict).toContainText('They agree')
  await expect(verdict).toContainText('fungamess-demo: declined; fizzy-demo: declined')

  await ask(page, everywhere('sc-insufficient_funds'), ['fungamess', 'fizzy', 'gr8'])
  await expect(verdict).toContainText('2 of 3 agree')
  await expect(verdict).toContainText('Not counted: gr8-demo: not found.')

  await ask(page, everywhere('sc-ok'), ['fungamess', 'fizzy', 'gr8'])
  await expect(verdict).toContainText('They disagree in currency')
  await expect(verdict).toContainText('fizzy-demo: succeeded 50.50 EUR; gr8-demo: succeeded 1000.0 USD')
})

test('each kind of absence has its own advice', async ({ page }) => {
  await ask(page, everywhere(`nobody-${randomUUID()}`), ['fungamess', 'fizzy', 'gr8'])
  await expect(
    column(page, 'fungamess').getByRole('heading', { name: 'Left out of the answer' }),
  ).toBeVisible()
  await expect(
    column(page, 'fizzy').getByRole('heading', { name: 'Not found, or still being processed' }),
  ).toBeVisible()
  await expect(
    column(page, 'gr8').getByRole('heading', { name: 'The provider does not have it' }),
  ).toBeVisible()
  await expect(column(page, 'gr8')).toContainText('older than the 3 days for which this provider keeps')
  await expect(column(page, 'gr8')).not.toContainText('no money moved')
})

test('an unknown player is not called a transaction that never was', async ({ page }) => {
  await ask(page, { username: `nobody-${randomUUID()}`, currency: 'THB' }, ['oneforbet'])
  const heading = column(page, 'oneforbet').getByRole('heading')
  await expect(heading.filter({ hasText: 'The provider does not know this player' })).toBeVisible()
})

test('what the provider has forgotten is called expired', async ({ page }) => {
  await ask(page, everywhere('sc-forgotten'), ['gr8'])
  const gr8 = column(page, 'gr8')
  await gr8.getByRole('button', { name: 'Ask again', exact: true }).click()
  await expect(gr8.getByRole('heading', { name: 'Too old for the provider' })).toBeVisible()
})

const faults = [
  ['sc-502', 'Provider error', 'The provider had an error', 'It says nothing about the money.'],
  ['sc-html', 'Unreadable answer', 'The answer could not be read', 'It happened while the answer was read.'],
  ['sc-mismatch', 'Answer about another', 'An answer about something else', 'Do not use it.'],
  ['sc-redirect', 'Redirected', 'The provider sent us elsewhere', 'Redirects are not followed'],
] as const

for (const [transactionId, word, title, sentence] of faults) {
  test(`${transactionId} is a fault with its phase and advice`, async ({ page }) => {
    await ask(page, everywhere(transactionId), ['gr8'])
    const gr8 = column(page, 'gr8')
    await expect(gr8.getByText(word, { exact: true })).toBeVisible()
    await expect(gr8.getByRole('heading', { name: title })).toBeVisible()
    await expect(gr8).toContainText(sentence)
  })
}

test('every attempt is an exchange of its own', async ({ page }) => {
  await ask(page, everywhere('sc-503'), ['gr8'])
  await column(page, 'gr8').getByRole('button', { name: 'Raw' }).click()
  const exchanges = page.getByRole('navigation', { name: 'Exchanges' })
  await expect(exchanges.getByRole('button')).toHaveText(['1 · GET 503', '2 · GET 503', '3 · GET 503'])
  await expect(exchanges.getByRole('button', { pressed: true })).toHaveText('3 · GET 503')
  await exchanges.getByRole('button', { name: '1 · GET 503' }).click()
  await expect(exchanges.getByRole('button', { pressed: true })).toHaveText('1 · GET 503')
  await expect(rawOf(page, 'gr8')).toContainText('HTTP/1.1 503')
  await expect(page).toHaveURL(/exchange=1/)
})

test('reloading shows what is recorded and asks nobody; asking again asks once', async ({ page, desk }) => {
  const transactionId = `again-${randomUUID()}`
  await ask(page, everywhere(transactionId), ['fizzy', 'gr8'])
  await expect(column(page, 'gr8').getByText('Not found', { exact: true })).toBeVisible()
  await expect(column(page, 'fizzy').getByText('Not found or processing', { exact: true })).toBeVisible()
  expect(await countCalls(desk.simulatorUrl, transactionId)).toBe(2)

  await page.reload()
  await expect(column(page, 'gr8').getByText('Not found', { exact: true })).toBeVisible()
  expect(await countCalls(desk.simulatorUrl, transactionId)).toBe(2)

  await page.keyboard.press('r')
  await expect(column(page, 'gr8').getByText('Asked 2 times')).toBeVisible()
  await expect(column(page, 'fizzy').getByText('Asked 2 times')).toBeVisible()
  await expect(column(page, 'gr8').getByRole('button', { name: /^Not found/ })).toHaveCount(2)
  expect(await countCalls(desk.simulatorUrl, transactionId)).toBe(4)

  await column(page, 'gr8')
    .getByRole('button', { name: /^Not found/ })
    .last()
    .click()
  await expect(column(page, 'gr8').getByText('An earlier answer.')).toBeVisible()
  await expect(page).toHaveURL(/\?at=/)
  await page.reload()
  await expect(column(page, 'gr8').getByText('An earlier answer.')).toBeVisible()
  expect(await countCalls(desk.simulatorUrl, transactionId)).toBe(4)
})

test('the raw view says when it is not of the answer above', async ({ page }) => {
  await ask(page, everywhere('sc-ok'), ['gr8'])
  const gr8 = column(page, 'gr8')
  await gr8.getByRole('button', { name: 'Raw' }).click()
  await expect(rawOf(page, 'gr8')).toContainText('"cash": "1000.0"')
  await gr8.getByRole('button', { name: 'Ask again', exact: true }).click()
  await expect(gr8.getByText('Asked 2 times')).toBeVisible()
  await expect(rawOf(page, 'gr8')).toContainText('An earlier check than the one above.')
  await rawOf(page, 'gr8').getByRole('button', { name: 'Show that one' }).click()
  await expect(rawOf(page, 'gr8')).not.toContainText('An earlier check')
  await expect(gr8.getByRole('button', { name: 'Raw' })).toHaveAttribute('aria-expanded', 'true')

  await gr8
    .getByRole('button', { name: /^Succeeded/ })
    .last()
    .click()
  await expect(gr8.getByText('An earlier answer.')).toBeVisible()
  await expect(gr8.getByRole('button', { name: 'Raw' })).toHaveAttribute('aria-expanded', 'true')
  await page.keyboard.press('Escape')
  await expect(rawOf(page, 'gr8')).toBeHidden()
  await expect(gr8.getByRole('button', { name: 'Raw' })).toBeFocused()
})

test('the dialog for changes gives the focus back, and is not offered for nothing', async ({ page }) => {
  await ask(page, everywhere('sc-ok'), ['fizzy', 'gr8'])
  await expect(column(page, 'gr8').getByText('Succeeded', { exact: true })).toBeVisible()
  const change = column(page, 'gr8').getByRole('button', { name: 'Ask again with changes' })
  await change.click()
  await expect(page.getByRole('dialog', { name: 'Ask again with changes' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(change).toBeFocused()
  await expect(column(page, 'fizzy').getByText('Succeeded', { exact: true })).toBeVisible()
  await expect(column(page, 'fizzy').getByRole('button', { name: 'Ask again with changes' })).toHaveCount(0)
})

test('asking again needs the secrets anew, and shows none of them', async ({ page }) => {
  const token = '3dc8fe01-2018-486e-9632-35aef21028a5'
  await ask(
    page,
    {
      token,
      player_id: 1,
      site_id: 1,
      provider_id: 1,
      game_id: 'example',
      currency: 'EUR',
      amount: 50.5,
      round_id: 'ebe18296b1d7d42e1d2181d43a1c9cb5',
      transaction_id: 'sc-ok',
      action: 'debit',
    },
    ['fantasy'],
  )
  const fantasy = column(page, 'fantasy')
  await expect(fantasy.getByText('Succeeded', { exact: true })).toBeVisible()
  await expect(page.getByText(token)).toHaveCount(0)
  await fantasy.getByRole('button', { name: 'Ask again', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Ask again' })
  await dialog.getByRole('button', { name: 'Ask again' }).click()
  await expect(dialog.getByText('token is required.')).toBeVisible()
  await dialog.getByLabel('Session token').fill(token)
  await dialog.getByRole('button', { name: 'Ask again' }).click()
  await expect(fantasy.getByText('Asked 2 times')).toBeVisible()
  await fantasy.getByRole('button', { name: 'Raw' }).click()
  await expect(rawOf(page, 'fantasy')).toContainText('"transaction_id": "sc-ok"')
  await expect(page.getByText(token)).toHaveCount(0)
})

test('keys copy the id and open and close the raw view', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await ask(page, everywhere('sc-ok'), ['fizzy', 'gr8'])
  await expect(column(page, 'gr8').getByText('Succeeded', { exact: true })).toBeVisible()
  await page.keyboard.press('c')
  await expect(page.getByText('Copied the transaction id')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('sc-ok')
  await column(page, 'gr8').getByRole('button', { name: 'Ask again', exact: true }).focus()
  await page.keyboard.press('v')
  await expect(rawOf(page, 'gr8')).toBeVisible()
  await page.keyboard.press('v')
  await expect(rawOf(page, 'gr8')).toBeHidden()
})

test('the board is accessible, wide and narrow', async ({ page }) => {
  await ask(page, everywhere('sc-player_blocked'), ['fungamess', 'fizzy', 'gr8'])
  await expect(column(page, 'gr8').getByText('Declined', { exact: true })).toBeVisible()
  await column(page, 'gr8').getByRole('button', { name: 'Raw' }).click()
  await expect(rawOf(page, 'gr8').getByRole('tab', { name: 'Pretty' })).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectAccessible(page)

  await ask(page, everywhere('sc-ok'), ['fungamess', 'fizzy', 'gr8'])
  await expect(page.getByRole('region', { name: 'Verdict' })).toBeVisible()
  await expectAccessible(page)
})

test('an id of no look-up leads on', async ({ page }) => {
  await page.goto(`/lookups/${randomUUID()}`)
  await expect(page.getByRole('heading', { name: 'No look-up with this id' })).toBeVisible()
  await page.getByRole('link', { name: 'Ask about a transaction' }).click()
  await expect(page).toHaveURL(/\/$/)
})

test.describe('for who may not read look-ups', () => {
  test.use({ role: 'admin' })

  test('the missing capability is named', async ({ page }) => {
    await page.goto(`/lookups/${randomUUID()}`)
    await expect(page.getByRole('heading', { name: 'Look-up', exact: true })).toBeVisible()
    await expect(page.getByText('lookup.read', { exact: true })).toBeVisible()
  })
})
