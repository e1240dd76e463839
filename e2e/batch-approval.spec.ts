import { randomUUID } from 'node:crypto'
import { expectAccessible } from './axe.ts'
import { bring, cancel, fact, makeRows, standing, start } from './desk/batch.ts'
import { expect, test } from './test.ts'

test.use({ role: 'finance' })
test.describe.configure({ timeout: 180_000 })

/** One more than one person may start alone. */
const many = () => makeRows(randomUUID().slice(0, 8), 10_001)

test('more than 10,000 rows run once a second person has approved', async ({ page, signIn }) => {
  await bring(page, { text: many() })
  await expect(fact(page, 'Will be asked')).toContainText('10,001')
  await expect(page.getByText('asks a second person to approve')).toBeVisible()
  await start(page, /^Ask for approval/)
  await expect(standing(page, 'Waits for approval')).toBeVisible()
  await expect(page.getByText('You submitted it, so somebody else has to approve it')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Approve' })).toHaveCount(0)

  const manager = await signIn('manager')
  await manager.goto(page.url())
  const approval = manager.getByRole('region', { name: 'Approval' })
  await expect(approval).toContainText('wants to ask 10,001 questions: 10,001 to GR8 Tech (demo)')
  await expect(approval).toContainText('“FIN-7”')
  await expectAccessible(manager)
  await approval.getByRole('button', { name: 'Approve' }).click()
  await expect(manager.getByText('Approved: it runs')).toBeVisible()
  await expect(standing(page, 'Running')).toBeVisible()
  await expect(manager.getByText(/^Approved by/)).toBeVisible()
  await cancel(page)
})

test('what a second person refuses is never asked', async ({ page, signIn }) => {
  await bring(page, { text: many() })
  await start(page, /^Ask for approval/)
  await expect(standing(page, 'Waits for approval')).toBeVisible()

  const manager = await signIn('manager')
  await manager.goto(page.url())
  const approval = manager.getByRole('region', { name: 'Approval' })
  const refuse = approval.getByRole('button', { name: 'Refuse' })
  await expect(refuse).toBeDisabled()
  // What is typed before the page's script is there is not noticed.
  await expect(async () => {
    await approval.getByLabel('Your reason').fill('')
    await approval.getByLabel('Your reason').fill('Too many at month end')
    await expect(refuse).toBeEnabled({ timeout: 1_000 })
  }).toPass()
  await refuse.click()
  await expect(standing(page, 'Cancelled')).toBeVisible()
  await expect(page.getByText('Too many at month end')).toBeVisible()
  await page.reload()
  await expect(page.getByText('Too many at month end')).toBeVisible()
})
