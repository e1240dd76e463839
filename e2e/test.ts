import { type BrowserContext, expect, type Page, test as base } from '@playwright/test'
import { getSharedDesk, sessionFile, type SharedDesk } from './desk/shared.ts'

export { expect }

export type Role = 'support' | 'finance' | 'manager' | 'admin'

export interface TestOptions {
  /** Who `page` is signed in as; nobody when null. */
  role: Role | null
  /** Errors in the browser's console that the test is about. Any other fails it. */
  expectedErrors: readonly RegExp[]
}

interface Fixtures {
  desk: SharedDesk
  /** A page of another person, in a browser session of their own. */
  signIn: (role: Role) => Promise<Page>
}

/** Playwright's `test` on the shared desk. An error in the console or in the code of a page fails the test. */
export const test = base.extend<TestOptions & Fixtures>({
  role: [null, { option: true }],
  expectedErrors: [[], { option: true }],
  desk: async ({}, use) => use(getSharedDesk()),
  baseURL: async ({ desk }, use) => use(desk.url),
  storageState: async ({ desk, role }, use) => use(role === null ? undefined : sessionFile(desk, role)),
  context: async ({ context, expectedErrors }, use) => {
    const errors = watch(context)
    await use(context)
    expectNone(errors, expectedErrors)
  },
  signIn: async ({ browser, desk, expectedErrors, contextOptions, viewport }, use) => {
    const opened: { context: BrowserContext; errors: readonly string[] }[] = []
    await use(async (role) => {
      const storageState = sessionFile(desk, role)
      const context = await browser.newContext({
        ...contextOptions,
        viewport,
        baseURL: desk.url,
        storageState,
      })
      opened.push({ context, errors: watch(context) })
      return context.newPage()
    })
    for (const { context, errors } of opened) {
      await context.close()
      expectNone(errors, expectedErrors)
    }
  },
})

function watch(context: BrowserContext): readonly string[] {
  const errors: string[] = []
  context.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (error) => errors.push(String(error.error())))
  return errors
}

function expectNone(errors: readonly string[], expected: readonly RegExp[]) {
  const unexpected = errors.filter((text) => !expected.some((pattern) => pattern.test(text)))
  expect(unexpected, 'errors in the browser').toEqual([])
}
