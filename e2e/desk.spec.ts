import type { Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { expect, test } from './test.ts'

test.use({ role: 'support' })

/** The request examples of the providers' pages, word for word. */
const examples = {
  fantasyGoal: `POST /api/wallet/status HTTP/2
Host: environment
Authorization: Basic <encoded_credentials>
X-Request-Signature: <calculated-signature>
Content-Type: application/json
Accept: application/json

{
  "token": "3dc8fe01-2018-486e-9632-35aef21028a5",
  "player_id": 1,
  "site_id": 1,
  "provider_id": 1,
  "game_id": "example",
  "currency": "EUR",
  "amount": 50.50,
  "round_id": "ebe18296b1d7d42e1d2181d43a1c9cb5",
  "transaction_id": "d47ac10b-58cc-4372-a567-0e02b2c3d479",
  "action": "debit"
}`,
  fungamess: `Request: /checkTransactions
{
"transactions": [
{ "userId": 16065, "transactionId": "4db8f482-4240-4049-98a7-03e38333b066", "gameId": 1000837 },
{ "userId": 12644, "transactionId": "d6746885-0a87-4ce8-bf08-826ce1f71035", "gameId": 1000819 },
{ "userId": 7416, "transactionId": "aa5c2168-f257-4a86-a6fa-0c0f25cee4d7", "gameId": 1040848 },
{ "userId": 5249, "transactionId": "d12dee25-64ad-4eb4-a2fd-f52039062a68", "gameId": 1033828 },
{ "userId": 13392, "transactionId": "076e2e53-c7ae-4c2e-b081-558c088d387a", "gameId": 1000821 },
{ "userId": 11899, "transactionId": "a4b1f099-b7d6-4b8a-b901-57b6a806fd50", "gameId": 1000556 }
]
}`,
  fizzyBubbly: `curl \\
 --request GET 'BASE_URL/history/transactions/{transactionId}' \\
 --header "Signature: string" \\
 --header "Public-Key: string"`,
  gr8Tech: `curl -X 'GET' 'https://{api-domain}/v1/wallet-proxy/v1/{playerId}/transactions/{transactionId}'
     -H 'Authorization: {auth-token}'
     -H 'X-Brand: {brand}'
     -H 'X-Operator-Id: {operator}'`,
  oneforbet: `{
  "id": "2989ccc8-aae3-4ff4-803c-47de52f7c4d5",
  "currency": "THB",
  "productId": "{{ ProductID }}",
  "timestampMillis": 1712641926000,
  "username": "foobar",
  "gameCode": "3300",
  "sessionToken": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c"
}`,
} as const

const box = (page: Page) => page.getByRole('textbox', { name: /^Transaction id, JSON body/ })
const answerOf = (page: Page, connection: string) =>
  page.getByRole('article', { name: connection, exact: true })
const inputsOf = (page: Page, connection: string) =>
  page.getByRole('group', { name: `Inputs of ${connection}`, exact: true })

/** From wherever it is: `/`, paste, Enter. */
async function pasteAndEnter(page: Page, text: string) {
  await page.keyboard.press('/')
  await expect(box(page)).toBeFocused()
  await page.keyboard.insertText(text)
  await page.keyboard.press('Enter')
}

const board = /\/lookups\/[0-9a-f-]{36}$/

test("Fantasy Goal's own request, pasted, is answered with three keys", async ({ page }) => {
  await page.goto('/')
  await expect(box(page)).toBeFocused()
  await pasteAndEnter(page, examples.fantasyGoal)
  await expect(page).toHaveURL(board)
  const answer = answerOf(page, 'Fantasy Goal (demo)')
  await expect(answer.getByText('Succeeded', { exact: true })).toBeVisible()
  await expect(answer.getByText(/^19575\.50 /)).toBeVisible()
})

test('the six rows of FUNGAMESS are shown beforehand and asked at once', async ({ page }) => {
  await page.goto('/')
  await box(page).fill(examples.fungamess)
  const table = page.getByRole('region', { name: 'What will be asked' })
  await expect(table.getByRole('row')).toHaveCount(1 + 6)
  for (const other of ['Fizzy Bubbly (demo)', 'GR8 Tech (demo)', 'GR8 Tech, token sign-in (demo)'])
    await page.getByRole('checkbox', { name: other, exact: true }).uncheck()
  await page.getByRole('button', { name: 'Ask 6 questions' }).click()
  await expect(page).toHaveURL(/\/lookups\?request=[0-9a-f-]{36}$/)
  const rows = page.getByRole('table').getByRole('row')
  for (const [id, status] of [
    ['4db8f482-4240-4049-98a7-03e38333b066', 'Succeeded'],
    ['d6746885-0a87-4ce8-bf08-826ce1f71035', 'Pending'],
    ['aa5c2168-f257-4a86-a6fa-0c0f25cee4d7', 'Declined'],
    ['d12dee25-64ad-4eb4-a2fd-f52039062a68', 'Failed'],
    ['076e2e53-c7ae-4c2e-b081-558c088d387a', 'Timed out at the provider'],
    ['a4b1f099-b7d6-4b8a-b901-57b6a806fd50', 'Declined'],
  ] as const) {
    await expect(rows.filter({ has: page.getByTitle(id) }).getByText(status, { exact: true })).toBeVisible()
  }
})

test("GR8 Tech's cURL line asks for its blanks, and one answer serves both accounts", async ({ page }) => {
  await page.goto('/')
  await pasteAndEnter(page, examples.gr8Tech)
  const inputs = inputsOf(page, 'GR8 Tech (demo)')
  await expect(inputs.getByLabel('Player id')).toBeFocused()
  await expect(inputs.getByText('Player id is required.')).toBeVisible()
  await expectAccessible(page)
  await inputs.getByLabel('Player id').fill('player-1')
  await inputs.getByLabel('Transaction id').fill('f0fc7fd9d4ea4d1297a9a6a6fd1638ed')
  const second = inputsOf(page, 'GR8 Tech, token sign-in (demo)')
  await expect(second.getByLabel('Player id')).toHaveValue('player-1')
  await inputs.getByLabel('Transaction id').press('Enter')
  await expect(page).toHaveURL(board)
  for (const account of ['GR8 Tech (demo)', 'GR8 Tech, token sign-in (demo)'])
    await expect(
      answerOf(page, account)
        .getByText(/^1000\.0 /)
        .first(),
    ).toBeVisible()
})

test("Fizzy Bubbly's cURL line is answered for an id", async ({ page }) => {
  await page.goto('/')
  await pasteAndEnter(page, examples.fizzyBubbly)
  await inputsOf(page, 'Fizzy Bubbly (demo)').getByLabel('Transaction id').fill('string')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(board)
  const answer = answerOf(page, 'Fizzy Bubbly (demo)')
  await expect(answer.getByText(/^42\.0 /).first()).toBeVisible()
  await expect(answer.getByText('Their record names player string, game string, round string.')).toBeVisible()
})

test("OneForBet's own request is a balance check, and shows no secret", async ({ page }) => {
  await page.goto('/')
  await box(page).fill(examples.oneforbet)
  const found = page.getByRole('list', { name: 'Found in what you pasted' })
  await expect(found.getByText('foobar')).toBeVisible()
  await expect(found.getByText(/eyJhbGci/)).toHaveCount(0)
  await box(page).press('Enter')
  await expect(page).toHaveURL(board)
  await expect(answerOf(page, 'OneForBet (demo)').getByText(/^10000 /)).toBeVisible()
})

test('what an earlier look-up knows is filled in, and says so', async ({ page }) => {
  const id = `sc-ok-known-${Date.now()}`
  await page.goto('/')
  await pasteAndEnter(page, JSON.stringify({ transactionId: id, playerId: 'player-7' }))
  await expect(page).toHaveURL(board)
  await page.keyboard.press('/')
  await expect(box(page)).toBeFocused()
  await page.keyboard.insertText(id)
  const inputs = inputsOf(page, 'GR8 Tech (demo)')
  await expect(inputs.getByLabel('Player id')).toHaveValue('player-7')
  await expect(inputs.getByText('from an earlier look-up')).toBeVisible()
  await expect(page).toHaveURL(`/?q=${id}`)
  await page.reload()
  await expect(box(page)).toHaveValue(id)
})

test('nothing is asked about words or broken JSON', async ({ page }) => {
  await page.goto('/')
  for (const [text, problem] of [
    ['hello there, the deposit is missing', 'No transaction id found.'],
    ['{"transactionId": "a1", ', 'This JSON cannot be read.'],
  ] as const) {
    await box(page).fill(text)
    await expect(page.getByText(problem)).toBeVisible()
    await expect(page.getByRole('button', { name: /^Ask/ })).toHaveCount(0)
  }
  await box(page).fill('please check 4db8f482-4240, thanks')
  await expect(page.getByText('A transaction id. 1 connection can be asked.')).toBeVisible()
})

test('a pasted value that cannot be sent stays, and says why', async ({ page }) => {
  await page.goto('/')
  await box(page).fill(examples.fantasyGoal.replace('50.50', '-5'))
  const amount = inputsOf(page, 'Fantasy Goal (demo)').getByLabel('Amount')
  await expect(amount).toHaveValue('-5')
  await expect(amount).toHaveAccessibleDescription(/Amount must be a number that is not negative/)
  await expect(page.getByText(/^-5 cannot be sent: Amount must be/)).toBeVisible()
  await expectAccessible(page)
})

test('the way back finds the id that was asked about', async ({ page }) => {
  const id = `sc-ok-back-${Date.now()}`
  await page.goto('/')
  await box(page).pressSequentially(id)
  await expect(page).toHaveURL(`/?q=${id}`)
  await box(page).press('Enter')
  await expect(page).toHaveURL(board)
  await page.goBack()
  await expect(box(page)).toHaveValue(id)
  await expect(page.getByText('A transaction id. 1 connection can be asked.')).toBeVisible()
  await expect(page).toHaveURL(`/?q=${id}`)
})

test('a provider that is asked too often says how long to wait', async ({ page }) => {
  await page.goto('/')
  await pasteAndEnter(page, `sc-429_long-${Date.now()}`)
  await expect(page).toHaveURL(board)
  const answer = answerOf(page, 'Fizzy Bubbly (demo)')
  await expect(
    answer.getByText('The provider wants to be asked again in 3600 s (60 min), not earlier.'),
  ).toBeVisible()
})

test("the palette finds a connection's look-ups by its name", async ({ page }) => {
  await page.goto('/')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('sign-in')
  await page.getByRole('option', { name: 'GR8 Tech, token sign-in (demo)' }).click()
  await expect(page).toHaveURL(/\/lookups\?connection=gr8-/)
})

test('a slow provider holds nobody up, and the list follows it', async ({ page }) => {
  const slow = `sc-slow8-${Date.now()}`
  const quick = `sc-ok-${Date.now()}`
  await page.goto('/')
  await pasteAndEnter(page, slow)
  await expect(page).toHaveURL(board)
  await pasteAndEnter(page, quick)
  await expect(page).toHaveURL(board)
  await expect(page.getByRole('heading', { name: new RegExp(quick.slice(0, -6)) })).toBeVisible()
  await page.goto('/')
  const line = page.getByRole('listitem').filter({ has: page.getByTitle(slow) })
  await expect(line.getByText('Waiting for the answer')).toBeVisible()
  await expect(line.getByText('Succeeded', { exact: true })).toBeVisible()
})

test('more than may be asked at once is left out, and said', async ({ page }) => {
  await page.goto('/')
  await box(page).fill(Array.from({ length: 60 }, (_, n) => `sc-ok-many-${n}`).join('\n'))
  await expect(page.getByText('10 transactions at the end are left out')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Ask 50 questions' })).toBeVisible()
  await expectAccessible(page)
  await box(page).press('Escape')
  await expect(box(page)).toHaveValue('')
})

test('who may not ask sees which capability is missing', async ({ signIn }) => {
  const page = await signIn('admin')
  await page.goto('/')
  await expect(page.getByText('lookup.ask', { exact: true })).toBeVisible()
  await expect(box(page)).toBeDisabled()
  await expectAccessible(page)
  await page.getByRole('main').getByRole('link', { name: 'Connections' }).click()
  await expect(page).toHaveURL('/connections')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('oneforbet')
  await page.getByRole('option', { name: 'OneForBet (demo)' }).click()
  await expect(page).toHaveURL(/\/connections\/oneforbet/)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } })

  test('the desk fits, and is accessible', async ({ page }) => {
    await page.goto('/')
    await box(page).fill(examples.fungamess)
    await expect(page.getByRole('button', { name: 'Ask 24 questions' })).toBeInViewport()
    await expectAccessible(page)
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(overflow).toBe(0)
  })
})
