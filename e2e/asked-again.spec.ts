import { randomUUID } from 'node:crypto'
import { expect, test } from './test.ts'
import { ask, column, countCalls, everywhere, rawOf } from './desk/board.ts'

test.use({ role: 'support' })

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
