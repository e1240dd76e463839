import { randomUUID } from 'node:crypto'
import type { Browser, Page } from '@playwright/test'
import postgres from 'postgres'
import { getSharedDesk, type SharedDesk } from './shared.ts'
import { expect } from '#e2e/test.ts'

/** What the desk said in a corner. */
export const toast = (page: Page, text: RegExp | string) =>
  page.getByRole('listitem').filter({ hasText: text })

/** Adds a person by the form, and gives what is needed to be them. */
export async function addPerson(page: Page, role = 'support') {
  const email = `${randomUUID().slice(0, 8)}@example.test`
  const name = `New ${email.slice(0, 8)}`
  await makeAdminFresh(getSharedDesk())
  await page.goto('/people')
  await page.getByRole('button', { name: 'Add a person' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('E-mail').fill(email)
  await dialog.getByLabel('Role').click()
  await page.getByRole('option', { name: new RegExp(role, 'i') }).click()
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(dialog.getByRole('heading', { name: `${email} is added` })).toBeVisible()
  const link = (await dialog.getByLabel('link', { exact: true }).textContent()) ?? ''
  return { email, name, link, password: `${name}, and some words more` }
}

/** A browser in which nobody is signed in. */
export const openAlone = async (browser: Browser, desk: SharedDesk) =>
  (await browser.newContext({ baseURL: desk.url, storageState: { cookies: [], origins: [] } })).newPage()

/** Sets a password by a link, as its person does, and comes to the sign-in page. */
export async function setPassword(page: Page, { link, password }: { link: string; password: string }) {
  await page.goto(link)
  await page.getByLabel('New password').fill(password)
  await page.getByRole('button', { name: 'Set the password' }).click()
  await expect(page.getByText('Your password is set. Sign in with it.')).toBeVisible()
}

/** Fills the sign-in form and sends it. */
export async function giveLogin(page: Page, person: { email: string; password: string }) {
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** The first time: by the link. */
export async function enterAs(
  browser: Browser,
  desk: SharedDesk,
  person: Awaited<ReturnType<typeof addPerson>>,
) {
  const page = await openAlone(browser, desk)
  await setPassword(page, person)
  await giveLogin(page, person)
  return page
}

/** A browser in which somebody is signed in by password. */
export async function signInAs(
  browser: Browser,
  desk: SharedDesk,
  person: { email: string; password: string },
) {
  const page = await openAlone(browser, desk)
  await page.goto('/sign-in')
  await giveLogin(page, person)
  return page
}

/** As if the shared administrator had just signed in: their session is as old as the whole run. */
export async function makeAdminFresh(desk: SharedDesk) {
  const sql = postgres(desk.databaseUrl, { max: 1 })
  await sql`update session set confirmed_at = now() where person_id = (select id from person where email = 'admin@demo.test')`
  await sql.end()
}

/** As if the password had been given long ago. */
export async function makeStale(desk: SharedDesk, email: string) {
  const sql = postgres(desk.databaseUrl, { max: 1 })
  await sql`update session set confirmed_at = now() - interval '1 hour'
    where person_id = (select id from person where email = ${email})`
  await sql.end()
}
