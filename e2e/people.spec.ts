import { randomUUID } from 'node:crypto'
import { expectAccessible } from './axe.ts'
import { expect, test } from './test.ts'
import {
  toast,
  addPerson,
  makeAdminFresh,
  openAlone,
  setPassword,
  giveLogin,
  enterAs,
} from './desk/people.ts'

// Most of them are several people in turn.
test.describe.configure({ timeout: 60_000 })

test.describe('an administrator', () => {
  test.use({ role: 'admin' })
  test.beforeEach(({ desk }) => makeAdminFresh(desk))

  test('adds a person, who sets their own password by the link that was shown once', async ({
    page,
    browser,
    desk,
  }) => {
    const person = await addPerson(page)
    await expectAccessible(page)
    await page.getByRole('button', { name: 'I have kept it' }).click()
    await expect(page.getByRole('link', { name: person.name })).toBeVisible()
    expect(await page.content()).not.toContain(person.link.split('#')[1])
    await expectAccessible(page)

    const theirs = await openAlone(browser, desk)
    await theirs.goto(person.link)
    await expect(theirs.getByText(`For ${person.name}, ${person.email}.`)).toBeVisible()
    await theirs.getByLabel('New password').fill('too short')
    await theirs.getByRole('button', { name: 'Set the password' }).click()
    await expect(theirs.getByText('must be at least 12 characters')).toBeVisible()
    await expectAccessible(theirs)
    await setPassword(theirs, person)
    await expectAccessible(theirs)
    await giveLogin(theirs, person)
    await expect(theirs.getByRole('heading', { name: 'Desk' })).toBeVisible()
    await theirs.goto(person.link)
    await expect(theirs.getByText('This link does not work')).toBeVisible()
    await expectAccessible(theirs)
    await theirs.context().close()
  })

  test('resets a lost password, which signs its person out once they set another', async ({
    page,
    browser,
    desk,
  }) => {
    const person = await addPerson(page)
    await page.getByRole('button', { name: 'I have kept it' }).click()
    const theirs = await enterAs(browser, desk, person)
    await expect(theirs.getByRole('heading', { name: 'Desk' })).toBeVisible()
    await page.getByRole('link', { name: person.name }).click()
    await page.getByRole('button', { name: 'Reset password' }).click()
    const dialog = page.getByRole('dialog', { name: `A link for ${person.name}` })
    const link = (await dialog.getByLabel('link', { exact: true }).textContent()) ?? ''
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'I have kept it' }).click()
    const again = { ...person, link, password: 'another few words of theirs' }
    const elsewhere = await enterAs(browser, desk, again)
    await expect(elsewhere.getByRole('heading', { name: 'Desk' })).toBeVisible()
    await theirs.goto('/')
    await expect(theirs).toHaveURL(/\/sign-in/)
    await giveLogin(theirs, person)
    await expect(theirs.getByText('The e-mail address or the password is wrong.')).toBeVisible()
    await theirs.context().close()
    await elsewhere.context().close()
  })

  test('is told what is wrong with what they typed', async ({ page }) => {
    await page.goto('/people')
    await page.getByRole('button', { name: 'Add a person' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('E-mail').fill('not an address')
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(dialog.getByText('must be an e-mail address')).toBeVisible()
    await expect(dialog.getByText('must not be empty')).toBeVisible()
    await expectAccessible(page)
  })

  test('disables a person, whose session ends within a second', async ({ page, browser, desk }) => {
    const person = await addPerson(page)
    await page.getByRole('button', { name: 'I have kept it' }).click()
    const theirs = await enterAs(browser, desk, person)
    await expect(theirs.getByRole('heading', { name: 'Desk' })).toBeVisible()

    await page.getByRole('link', { name: person.name }).click()
    await expect(page.getByRole('list', { name: 'Sessions' })).toContainText('Chrome on Linux')
    await expectAccessible(page)
    await page.getByRole('button', { name: `Disable ${person.name}` }).click()
    await expectAccessible(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click()
    await expect(toast(page, 'is signed out and kept out')).toBeVisible()
    const answer = await theirs.request.get('/recent')
    expect(answer.status()).toBe(401)
    await theirs.goto('/lookups')
    await expect(theirs).toHaveURL(/\/sign-in/)
    await theirs.getByLabel('E-mail').fill(person.email)
    await theirs.getByLabel('Password').fill(person.password)
    await theirs.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(theirs.getByRole('alert').filter({ hasText: 'disabled' })).toBeVisible()
    await theirs.context().close()

    await page.getByRole('button', { name: 'Enable' }).click()
    await expect(page.getByRole('heading', { name: 'May sign in' })).toBeVisible()
  })

  test('ends a session of somebody else', async ({ page, browser, desk }) => {
    const person = await addPerson(page)
    await page.getByRole('button', { name: 'I have kept it' }).click()
    const theirs = await enterAs(browser, desk, person)
    await expect(theirs.getByRole('heading', { name: 'Desk' })).toBeVisible()
    await page.getByRole('link', { name: person.name }).click()
    await page.getByRole('button', { name: 'Sign out Chrome on Linux' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
    await expect(page.getByText('Signed in nowhere.')).toBeVisible()
    await theirs.goto('/')
    await expect(theirs).toHaveURL(/\/sign-in/)
    await theirs.context().close()
  })

  test('sees which tokens somebody made, when they are to go', async ({ page, browser, desk }) => {
    const person = await addPerson(page, 'admin')
    await page.getByRole('button', { name: 'I have kept it' }).click()
    const theirs = await enterAs(browser, desk, person)
    await expect(theirs.getByRole('heading', { name: 'Desk' })).toBeVisible()
    await theirs.goto('/tokens')
    await theirs.getByRole('button', { name: 'Create a token' }).click()
    await theirs.getByRole('dialog').getByLabel('Name').fill(`Of ${person.name}`)
    await theirs.getByRole('dialog').getByRole('button', { name: 'Create' }).click()
    await expect(theirs.getByRole('dialog').getByLabel('token', { exact: true })).toBeVisible()
    await theirs.context().close()

    await page.getByRole('link', { name: person.name }).click()
    await page.getByRole('button', { name: `Disable ${person.name}` }).click()
    await expect(page.getByRole('dialog')).toContainText('goes on working, one token')
    await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click()
    await expect(page.getByRole('heading', { name: 'Cannot sign in' })).toBeVisible()
    const tokens = page.getByRole('list', { name: 'Tokens they made that still work' })
    await expect(tokens).toContainText(`Of ${person.name}`)
    await expectAccessible(page)
    await tokens.getByRole('button', { name: 'Revoke' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    await expect(tokens).toHaveCount(0)
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })

  test('sees at 390 pixels what they see on a wide screen', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 })
    for (const path of ['/people', '/tokens', '/sessions', '/roles', '/activity']) {
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
      await expectAccessible(page)
    }
  })

  test('makes a token that is shown once, and revokes it', async ({ page, desk }) => {
    const name = `Script ${randomUUID().slice(0, 8)}`
    await page.goto('/tokens')
    await page.getByRole('button', { name: 'Create a token' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill(name)
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Create' }).click()
    const token = (await dialog.getByLabel('token', { exact: true }).textContent()) ?? ''
    expect(token).toMatch(/^sdk_/)
    const asked = () =>
      fetch(`${desk.url}/api/v1/connections`, { headers: { authorization: `Bearer ${token}` } })
    expect((await asked()).status).toBe(200)
    await dialog.getByRole('button', { name: 'I have kept it' }).click()
    expect(await page.content()).not.toContain(token)
    await expectAccessible(page)

    await page.getByRole('button', { name: `Revoke ${name}` }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    await expect(page.getByRole('listitem').filter({ hasText: name }).getByText('Revoked')).toBeVisible()
    expect((await asked()).status).toBe(401)
  })
})

test.describe('support', () => {
  test.use({ role: 'support' })

  test('sees who may do what, and which capability people and tokens need', async ({ page }) => {
    await page.goto('/roles')
    const row = page.getByRole('row', { name: /Ask about transactions/ })
    await expect(row.getByRole('cell')).toHaveText(['yes', 'yes', 'yes', 'no'])
    await expectAccessible(page)
    for (const [path, capability] of [
      ['/people', 'person.manage'],
      ['/tokens', 'token.manage'],
    ] as const) {
      await page.goto(path)
      await expect(page.getByText(capability).first()).toBeVisible()
      await expectAccessible(page)
    }
  })
})
