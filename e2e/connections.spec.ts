import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { z } from 'zod'
import { expectAccessible } from './axe.ts'
import { expect, test } from './test.ts'

const card = (page: Page, label: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: label }) })

test.describe('an administrator', () => {
  test.use({ role: 'admin' })

  test('sees every connection with its limits, and no secret', async ({ page, desk }) => {
    await page.goto('/connections')
    await expect(card(page, 'GR8 Tech (demo)')).toContainText('gr8-demo')
    await expect(card(page, 'GR8 Tech (demo)')).toContainText(desk.simulatorUrl)
    await expect(card(page, 'GR8 Tech (demo)')).toContainText('10 s time-out · 20 at once · 50 per second')
    await expect(page.getByRole('heading', { level: 2 })).toHaveCount(6)
    await expectAccessible(page)

    const html = await page.content()
    for (const secret of await readSecrets(desk.connectionsFile)) expect(html).not.toContain(secret)
  })

  test('tests two connections at once', async ({ page }) => {
    await page.goto('/connections')
    await page.getByRole('button', { name: 'Test call of GR8 Tech (demo)' }).click()
    await page.getByRole('button', { name: 'Test call of FUNGAMESS (demo)' }).click()
    await expect(card(page, 'GR8 Tech (demo)')).toContainText(/Reached\. HTTP\/1\.1 204 after \d+ ms/)
    await expect(card(page, 'FUNGAMESS (demo)')).toContainText(/Reached\. HTTP\/1\.1 200 after \d+ ms/)
    await expect(card(page, 'FUNGAMESS (demo)')).not.toContainText('no look-ups')
    await expectAccessible(page)
  })

  test('sees that a call went over HTTP/2', async ({ page }) => {
    await page.goto('/connections/fantasy-demo')
    await page.getByRole('button', { name: 'Test call of Fantasy Goal (demo)' }).click()
    await expect(page.getByText(/Reached, with an error\. HTTP\/2 500 after \d+ ms/)).toBeVisible()
    await expect(page.getByText('Failing', { exact: true })).toHaveCount(0)
    await expectAccessible(page)
  })

  test('looks at a connection beside the list, then on its page', async ({ page }) => {
    await page.goto('/connections')
    const drawer = page.getByRole('dialog', { name: 'OneForBet (demo)' })
    // Keys act once the page's script is there.
    await expect(async () => {
      // It may have opened after the last look.
      if (!(await drawer.isVisible())) {
        await page.getByRole('link', { name: 'OneForBet (demo)' }).focus()
        await page.keyboard.press('Space')
      }
      await expect(drawer).toContainText('What it needs', { timeout: 1_000 })
    }).toPass()
    await expect(drawer).toContainText('configured in the connections file; never shown')
    await expectAccessible(page)
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/connections\/oneforbet-demo$/)
    await expect(page.getByRole('heading', { level: 1, name: 'OneForBet (demo)' })).toBeVisible()
  })

  test.describe('at a page that is not there', () => {
    test.use({ expectedErrors: [/status of 404/] })

    test('is told of an id of no connection, and led on', async ({ page }) => {
      await page.goto('/connections/nope')
      await expect(page.getByRole('heading', { name: 'No connection with this id' })).toBeVisible()
      await expect(page).toHaveTitle(/No such connection/)
      await page.getByRole('link', { name: 'All connections' }).click()
      await expect(page).toHaveURL(/\/connections$/)
    })
  })

  test('works the list at 390 pixels', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto('/connections')
    await expect(card(page, 'Fizzy Bubbly (demo)')).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await expectAccessible(page)
  })
})

test.describe('support', () => {
  test.use({ role: 'support' })

  test('is told which capability the connections need', async ({ page }) => {
    await page.goto('/connections')
    await expect(page.getByText('connection.manage').first()).toBeVisible()
    await expect(page.getByText('gr8-demo')).toBeHidden()
    await expectAccessible(page)
  })

  test('may not test a connection by going around the page', async ({ page, desk }) => {
    await page.goto('/lookups')
    const headers = { origin: desk.url }
    const response = await page.request.post('/connections/gr8-demo/test', { headers })
    expect(response.status()).toBe(403)
    expect(await response.json()).toMatchObject({ capability: 'connection.manage' })
  })
})

const secretNames = new Set([
  'password',
  'secret',
  'privateKey',
  'authorization',
  'clientSecret',
  'key',
  'X-Api-Key',
])

/** The values of a connections file whose names say that they are secret. */
async function readSecrets(file: string): Promise<readonly string[]> {
  const found: string[] = []
  JSON.parse(await readFile(file, 'utf8'), (name, value: unknown) => {
    if (secretNames.has(name)) found.push(z.string().parse(value))
    return value
  })
  expect(found.length).toBeGreaterThan(5)
  return found
}
