import { randomUUID } from 'node:crypto'
import { expectAccessible } from './axe.ts'
import { expect, test } from './test.ts'
import { ask, column, everywhere, rawOf } from './desk/board.ts'

test.use({ role: 'support' })

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

test.describe('at a page that is not there', () => {
  test.use({ expectedErrors: [/status of 404/] })

  test('an id of no look-up leads on', async ({ page }) => {
    await page.goto(`/lookups/${randomUUID()}`)
    await expect(page.getByRole('heading', { name: 'No look-up with this id' })).toBeVisible()
    await page.getByRole('link', { name: 'Ask about a transaction' }).click()
    await expect(page).toHaveURL(/\/$/)
  })
})

test.describe('for who may not read look-ups', () => {
  test.use({ role: 'admin' })

  test('the missing capability is named', async ({ page }) => {
    await page.goto(`/lookups/${randomUUID()}`)
    await expect(page.getByRole('heading', { name: 'Look-up', exact: true })).toBeVisible()
    await expect(page.getByText('lookup.read', { exact: true })).toBeVisible()
  })
})
