import { randomUUID } from 'node:crypto'
import { expectAccessible } from './axe.ts'
import { expect, test } from './test.ts'
import { addPerson } from './desk/people.ts'
import { askAboutPlayer, drawer, filterBox, readAndCopy, rows } from './desk/audit.ts'

test.describe('a manager', () => {
  test.use({ role: 'manager' })

  test('answers who looked at a player in two clicks', async ({ page, desk, signIn }) => {
    const { playerId, id } = await askAboutPlayer(desk)
    expect(await readAndCopy(await signIn('support'), id)).toContain('"1000.0"')

    await page.goto(`/lookups/${id}`)
    await page.getByRole('button', { name: 'History' }).click()
    await page.getByRole('menuitem', { name: `Player ${playerId}` }).click()

    await expect(page).toHaveURL(`/audit?playerId=${playerId}`)
    await expect(filterBox(page)).toHaveValue(`player:${playerId}`)
    await expect(rows(page).filter({ hasText: 'Payload copied · reply' })).toContainText('Sam Support')
    await expect(rows(page).filter({ hasText: 'Payload opened · page' })).toContainText('Sam Support')
    await expect(rows(page).filter({ hasText: 'Asked a provider' })).toContainText('end-to-end test')
    await expect(rows(page).filter({ hasText: 'Answer recorded · succeeded' })).toBeVisible()
    await expect(rows(page)).toHaveCount(4)
    await expectAccessible(page)
  })

  test('sees all that an event holds, row by row', async ({ page, desk }) => {
    const { playerId, id } = await askAboutPlayer(desk)
    await page.goto(`/audit?playerId=${playerId}`)
    await rows(page).getByText('succeeded').click()
    // Looking is recorded too, so there may be one more by now.
    await expect(drawer(page)).toContainText(/\d of \d/)
    const signed = drawer(page).getByRole('region', { name: 'Everything it holds' })
    await expect(signed).toContainText('details.mapping_version')
    await expect(signed).toContainText('writer_seq')
    await expect(signed).toContainText(id)
    await expect(drawer(page).getByRole('button', { name: 'Copy canonical bytes' })).toBeVisible()
    await expectAccessible(page)
    await page.keyboard.press('j')
    await expect(drawer(page)).toContainText('Asked a provider')
    await drawer(page).getByRole('link', { name: 'History of the object' }).click()
    await expect(page).toHaveURL(`/audit?object=lookup%3A${id}`)
    await expect(rows(page).filter({ hasText: 'Asked a provider' })).toBeVisible()
  })

  test('sees refusals without asking for them, and what the team did yesterday in one click', async ({
    page,
    signIn,
  }) => {
    const support = await signIn('support')
    await support.goto('/lookups?by=somebody')
    await expect(support.getByText('audit.read').first()).toBeVisible()

    await page.goto('/audit')
    await expect(rows(page).filter({ hasText: 'Access denied · audit.read' }).first()).toContainText('Denied')
    await page.getByRole('link', { name: 'My team yesterday' }).click()
    await expect(page.getByRole('heading', { name: 'Nothing matches this filter' })).toBeVisible()
    await expect(filterBox(page)).toHaveValue(/^by:people from:\d{4}-\d\d-\d\d to:\d{4}-\d\d-\d\d$/)
    await page.getByRole('link', { name: 'Refusals' }).click()
    await expect(page.getByRole('link', { name: 'Refusals' })).toHaveAttribute('aria-current', 'page')
    await expect(rows(page).first()).toContainText('Denied')
    await expect(rows(page).filter({ hasText: 'Done' })).toHaveCount(0)
  })

  test('keeps views, renames, shares and deletes them, and takes a deletion back', async ({
    page,
    signIn,
  }) => {
    const name = `Refusals ${randomUUID().slice(0, 8)}`
    await page.goto('/audit')
    await filterBox(page).fill('result:denied kind:access.denied')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Save this view' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill(name)
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('View saved')).toBeVisible()
    await page.goto('/audit')
    await page.getByRole('button', { name: /^Saved views/ }).click()
    await dialog.getByRole('link', { name, exact: true }).click()
    await expect(filterBox(page)).toHaveValue('kind:access.denied result:denied')
    await expect(page.getByRole('button', { name: 'Save this view' })).toHaveCount(0)

    await page.getByRole('button', { name: /^Saved views/ }).click()
    const item = dialog.getByRole('listitem').filter({ hasText: name })
    await expect(item).toContainText('Yours alone')
    await item.getByRole('button', { name: 'Share' }).click()
    await expect(item).toContainText('Shared by you')
    await item.getByRole('button', { name: 'Rename' }).click()
    await dialog.getByLabel(/^New name of/).fill(`${name} renamed`)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(item).toContainText(`${name} renamed`)
    await expectAccessible(page)

    await item.getByRole('button', { name: 'Delete' }).click()
    await expect(dialog).toHaveCount(0)
    await expect(page.getByRole('link', { name: `${name} renamed` })).toHaveCount(0)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(page.getByText(`“${name} renamed” is back`)).toBeVisible()
    await page.reload()
    await page.getByRole('button', { name: /^Saved views/ }).click()
    await expect(item).toContainText('Shared by you')

    const support = await signIn('support')
    await support.goto('/audit')
    await expect(support.getByText('Missing capability audit.read')).toBeVisible()
    await expect(support.getByText(name)).toHaveCount(0)
  })

  test('is told who was let do what managers do', async ({ page, signIn }) => {
    const { name } = await addPerson(await signIn('admin'), 'manager')
    await page.goto('/audit')
    const told = page.getByRole('region', { name: 'Access to what managers see' })
    await expect(told).toContainText(/opened (once|\d+ times) in the last 7 days/)
    await expectAccessible(page)
    await told.getByRole('link', { name: `Ada Admin added ${name} as manager` }).click()
    await expect(page.getByRole('heading', { name: /^Event \d+$/ })).toBeVisible()
    await expect(page.getByText('Person created').first()).toBeVisible()
  })

  test('finds the same look-up by each of what an event holds', async ({ page, desk }) => {
    // A page for each filter.
    test.slow()
    const { playerId, id } = await askAboutPlayer(desk)
    const day = new Date().toISOString().slice(0, 10)
    for (const text of [
      `player:${playerId}`,
      `player:${playerId} kind:lookup.intent`,
      `player:${playerId} result:ok`,
      `player:${playerId} connection:gr8-demo`,
      `player:${playerId} transaction:sc-ok`,
      `player:${playerId} case:"end-to-end test"`,
      `player:${playerId} from:${day} to:${day}`,
      `object:lookup:${id}`,
    ]) {
      await page.goto('/audit')
      await filterBox(page).fill(text)
      await page.keyboard.press('Enter')
      await expect(rows(page).filter({ hasText: 'Asked a provider' })).toHaveCount(1)
    }
    for (const text of [
      `player:${playerId} result:denied`,
      `player:${playerId} by:me kind:lookup.intent`,
      `player:${playerId} connection:fizzy-demo`,
      `player:${playerId} ip:203.0.113.9`,
      `player:${playerId} to:2020-01-01`,
    ]) {
      await page.goto('/audit')
      await filterBox(page).fill(text)
      await page.keyboard.press('Enter')
      await expect(page.getByRole('heading', { name: 'Nothing matches this filter' })).toBeVisible()
    }
  })

  test('works the audit at 390 pixels', async ({ page, desk }) => {
    const { playerId } = await askAboutPlayer(desk)
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(`/audit?playerId=${playerId}`)
    await expect(rows(page).filter({ hasText: 'Asked a provider' })).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await expectAccessible(page)
    await rows(page).getByText('succeeded').click()
    await expect(drawer(page)).toContainText('Everything it holds')
    await expectAccessible(page)
  })

  test('is told when nothing matches and when a filter cannot be read', async ({ page }) => {
    await page.goto(`/audit?playerId=nobody-${randomUUID()}`)
    await expect(page.getByRole('heading', { name: 'Nothing matches this filter' })).toBeVisible()
    await expectAccessible(page)
    await page.goto('/audit?object=lookup')
    await expect(page.getByRole('heading', { name: 'This filter cannot be read' })).toBeVisible()
  })
})

test.describe('a manager', () => {
  test.use({ role: 'manager', expectedErrors: [/status of 404/] })

  test('is told that there is no such event', async ({ page }) => {
    await page.goto('/audit/999999999')
    await expect(page.getByRole('heading', { name: 'Not found' })).toBeVisible()
  })
})

test.describe('support', () => {
  test.use({ role: 'support' })

  test('sees their own activity, and is told what everyone’s needs', async ({ page, desk }) => {
    test.slow()
    const { id, playerId } = await askAboutPlayer(desk)
    await readAndCopy(page, id)
    await page.goto('/')
    await expect(page.getByRole('link', { name: 'Audit', exact: true })).toHaveCount(0)
    await page.getByRole('link', { name: 'My activity' }).click()
    await expect(page.getByRole('heading', { name: 'My activity' })).toBeVisible()
    await filterBox(page).fill(playerId)
    await page.keyboard.press('Enter')
    // The look-up itself was made by somebody else.
    await expect(rows(page)).toHaveCount(2)
    await expect(rows(page).first()).toContainText('Payload copied')
    await expect(page.getByRole('link', { name: /^Export/ })).toHaveCount(0)
    await expectAccessible(page)

    await rows(page).first().getByText('reply').click()
    await expect(drawer(page)).toContainText('details.exchange')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/audit\/\d+$/)
    await expect(page.getByRole('heading', { name: /^Event \d+$/ })).toBeVisible()
    await expectAccessible(page)

    await page.goto(`/audit?playerId=${playerId}`)
    await expect(page.getByText('Missing capability audit.read')).toBeVisible()
    await expect(page.getByText(playerId)).toHaveCount(0)
    await expectAccessible(page)
    await page.getByRole('link', { name: 'See your own activity' }).click()
    await expect(page).toHaveURL(/\/activity$/)
  })
})
