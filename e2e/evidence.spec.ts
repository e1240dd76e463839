import { expectAccessible } from './axe.ts'
import { rawView } from './desk/audit.ts'
import { askForEvidence, becomeManager, holdOn, itemsOf, liftHold, setHold } from './desk/evidence.ts'
import { makeStale, openAlone } from './desk/people.ts'
import { expect, test } from './test.ts'

// Each signs managers of its own in.
test.describe.configure({ timeout: 120_000 })

test('a manager holds a player, a transaction and a case, and lifts the holds', async ({ page, desk }) => {
  const { playerId, transactionId, reason } = await askForEvidence(desk)
  const person = await becomeManager(page, desk)
  await page.goto('/evidence')
  await setHold(page, /^A player/, playerId, 'Letter of the bank, 12 March')
  await setHold(page, /^A transaction/, transactionId, 'Chargeback 7')
  await setHold(page, /^A case/, reason, 'In court')
  await expect(holdOn(page, transactionId)).toContainText('Transaction')
  await expect(holdOn(page, reason)).toContainText(`“In court” · set by ${person.email}`)

  await page.getByRole('button', { name: 'Set a legal hold' }).click()
  const again = page.getByRole('dialog', { name: 'Set a legal hold' })
  await again.getByLabel('Player id').fill(playerId)
  await again.getByRole('button', { name: 'Set the hold' }).click()
  await expect(again.getByText('must say why')).toBeVisible()
  await again.getByLabel('Reason', { exact: true }).fill('Twice')
  await again.getByRole('button', { name: 'Set the hold' }).click()
  await expect(again.getByRole('alert')).toContainText('There is a hold on this player already')
  await again.getByRole('button', { name: 'Cancel' }).click()

  await page.getByRole('button', { name: 'Ask for an erasure' }).click()
  const asking = page.getByRole('dialog', { name: 'Ask for an erasure' })
  await asking.getByLabel('Player id').fill(playerId)
  await asking.getByRole('button', { name: 'Show what it covers' }).click()
  for (const held of [`player ${playerId}`, `transaction ${transactionId}`, `case ${reason}`])
    await expect(asking.getByRole('status')).toContainText(`Held: ${held}`)
  await expect(asking.getByRole('button', { name: 'Ask a second person' })).toBeDisabled()
  await expectAccessible(page)
  await asking.getByRole('button', { name: 'Cancel' }).click()

  await liftHold(page, playerId, 'The bank withdrew')
  await liftHold(page, transactionId, 'Settled')
  await makeStale(desk, person.email)
  await holdOn(page, reason).getByRole('button', { name: 'Lift' }).click()
  await page.getByRole('dialog').getByLabel('Reason').fill('Judged')
  await page.getByRole('dialog').getByRole('button', { name: 'Lift' }).click()
  const confirm = page.getByRole('dialog', { name: 'Confirm that it is you' })
  await confirm.getByLabel('Your password').fill(person.password)
  await confirm.getByRole('button', { name: 'Confirm' }).click()
  const lifted = itemsOf(page, 'Lifted holds').filter({ hasText: reason })
  await expect(lifted).toContainText(`Lifted by ${person.email}`)
  await expect(lifted).toContainText('“Judged”')
})

test('what a provider sent is erased by two managers, not under a hold, and the record stays intact', async ({
  page: asker,
  desk,
  browser,
}) => {
  const { playerId, lookupId } = await askForEvidence(desk)
  const asking = await becomeManager(asker, desk)
  await asker.goto(`/lookups/${lookupId}?raw=${lookupId}`)
  await expect(rawView(asker)).toContainText('"1000.0"')

  await asker.goto(`/lookups/${lookupId}`)
  await asker.getByRole('button', { name: 'Hold or erase' }).click()
  await asker
    .getByRole('menuitem', { name: `Player ${playerId}` })
    .last()
    .click()
  const form = asker.getByRole('dialog', { name: 'Ask for an erasure' })
  await expect(form.getByLabel('Player id')).toHaveValue(playerId)
  await form.getByRole('button', { name: 'Show what it covers' }).click()
  await expect(form.getByRole('status')).toContainText('1 call of 1 look-up about 1 transaction')
  await form.getByLabel('Reason').fill('Letter of the player')
  await form.getByRole('button', { name: 'Ask a second person' }).click()
  const waits = itemsOf(asker, 'Waiting erasures').filter({ hasText: playerId })
  await expect(waits).toContainText(`“Letter of the player” · asked by ${asking.email}`)
  const erase = waits.getByRole('button', { name: `Erase evidence about ${playerId}` })
  await expect(erase).toBeDisabled()
  await expect(erase).toHaveAccessibleDescription('You asked for it: another manager decides.')
  await expectAccessible(asker)

  const approver = await openAlone(browser, desk)
  const approving = await becomeManager(approver, desk)
  await approver.goto('/evidence')
  await setHold(approver, /^A player/, playerId, 'In court')
  const decision = itemsOf(approver, 'Waiting erasures').filter({ hasText: playerId })
  await decision.getByRole('button', { name: 'Erase' }).click()
  const dialog = approver.getByRole('dialog', { name: `Erase what providers sent about ${playerId}?` })
  await dialog.getByLabel('Reason').fill('Checked with counsel')
  const sent = approver.waitForRequest((request) => request.method() === 'POST')
  await dialog.getByRole('button', { name: 'Erase' }).click()
  await expect(dialog.getByRole('alert')).toContainText('under legal hold')

  // What the approver's browser sent, sent by who asked: what is greyed out is refused as well.
  const request = await sent
  const own = await asker.request.post('/evidence', {
    headers: {
      'next-action': (await request.headerValue('next-action')) ?? '',
      'content-type': 'text/plain;charset=UTF-8',
      origin: desk.url,
    },
    data: request.postData() ?? '',
  })
  expect(await own.text()).toContain('You asked for this yourself')

  await dialog.getByRole('button', { name: 'Close' }).click()
  await liftHold(approver, playerId, 'Judged')
  await makeStale(desk, approving.email)
  await decision.getByRole('button', { name: 'Erase' }).click()
  await dialog.getByLabel('Reason').fill('Checked with counsel')
  await dialog.getByRole('button', { name: 'Erase' }).click()
  const confirm = approver.getByRole('dialog', { name: 'Confirm that it is you' })
  await confirm.getByLabel('Your password').fill(approving.password)
  await confirm.getByRole('button', { name: 'Confirm' }).click()
  const decided = itemsOf(approver, 'Decided erasures').filter({ hasText: playerId })
  await expect(decided).toContainText(`Approved by ${approving.email}`)
  await expect(decided).toContainText('“Checked with counsel”')

  await asker.goto(`/lookups/${lookupId}?raw=${lookupId}`)
  await expect(rawView(asker)).toContainText(/erased: \d+ bytes as received/)
  await expect(rawView(asker)).not.toContainText('1000.0')
  await expect(rawView(asker).getByRole('button', { name: 'Copy reply' })).toHaveCount(0)

  await approver.goto('/audit')
  const record = approver.getByRole('region', { name: 'The record' })
  // Another test may be verifying; its run may have begun before the erasure.
  await expect(async () => {
    await record.getByRole('button', { name: 'Verify' }).click({ timeout: 20_000 })
    await expect(record).toContainText(`Verified by ${approving.email}`, { timeout: 20_000 })
  }).toPass({ timeout: 60_000 })
  await expect(record.getByRole('status')).toContainText('Intact')
  await approver.context().close()
})
