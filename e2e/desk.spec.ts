import { expectAccessible } from './axe.ts'
import { expect, test } from './test.ts'
import { answerOf, board, box, examples, inputsOf, pasteAndEnter } from './desk/paste.ts'

test.use({ role: 'support' })

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
