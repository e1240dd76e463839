import { expectAccessible } from './axe.ts'
import { expect, test } from './test.ts'
import { toast, addPerson, enterAs, signInAs, makeStale } from './desk/people.ts'

// Most of them are several people in turn.
test.describe.configure({ timeout: 60_000 })

test('a role is changed after the password is given again, and holds at once', async ({
  browser,
  desk,
  signIn,
}) => {
  // An administrator of their own, since the sessions of the shared one are used by other tests.
  const shared = await signIn('admin')
  const admin = await addPerson(shared, 'admin')
  const subject = await addPerson(shared)
  const page = await enterAs(browser, desk, admin)
  await expect(page.getByRole('heading', { name: 'Desk' })).toBeVisible()
  await makeStale(desk, admin.email)
  await page.goto('/people')
  await page.getByRole('link', { name: subject.name }).click()
  await page.getByLabel('Role').click()
  await page.getByRole('option', { name: /finance/i }).click()
  await page.getByRole('button', { name: 'Change the role' }).click()
  const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' })
  await expectAccessible(page)
  await dialog.getByLabel('Your password').fill('not the password')
  await dialog.getByRole('button', { name: 'Confirm' }).click()
  await expect(dialog.getByText('The password is wrong.')).toBeVisible()
  await dialog.getByLabel('Your password').fill(admin.password)
  await dialog.getByRole('button', { name: 'Confirm' }).click()
  await expect(toast(page, 'has the role finance')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Change the role' })).toBeDisabled()

  await page.goto('/people')
  await page.getByRole('link', { name: `${admin.name} (you)` }).click()
  await expect(page.getByText('Another administrator can change yours.')).toBeVisible()
  await expect(page.getByRole('button', { name: /Disable/ })).toHaveCount(0)
  await page.context().close()
})

test('one signs out other devices of one’s own, then all', async ({ browser, desk, signIn }) => {
  const person = await addPerson(await signIn('admin'))
  const [here, there] = [await enterAs(browser, desk, person), await signInAs(browser, desk, person)]
  await expect(there.getByRole('heading', { name: 'Desk' })).toBeVisible()
  await here.goto('/sessions')
  await expect(here.getByRole('list', { name: 'Sessions' }).getByRole('listitem')).toHaveCount(2)
  await expect(here.getByText('This one')).toBeVisible()
  await expectAccessible(here)
  await here.getByRole('button', { name: 'Sign out Chrome on Linux' }).click()
  await here.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
  await expect(here.getByRole('list', { name: 'Sessions' }).getByRole('listitem')).toHaveCount(1)
  await there.goto('/')
  await expect(there).toHaveURL(/\/sign-in/)

  await here.getByRole('button', { name: 'Sign out everywhere' }).click()
  await here.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(here).toHaveURL(/\/sign-in/)
  await here.context().close()
  await there.context().close()
})
