import { expectAccessible } from './axe.ts'
import { expect, test } from './test.ts'
import { answerOf, board, box, examples, inputsOf, pasteAndEnter } from './desk/paste.ts'

test.use({ role: 'support' })

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
