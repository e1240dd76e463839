import { chromium, type FullConfig } from '@playwright/test'
import { shareDesk } from './shared.ts'
import { startTestDesk } from './start.ts'
import { storeSession } from './session.ts'

/** Playwright's global set-up: one desk for all tests, and a session of each role. */
export default async function setUp(config: FullConfig) {
  const desk = await startTestDesk()
  try {
    shareDesk(desk)
    const browser = await chromium.launch(config.projects[0]?.use.launchOptions)
    for (const user of desk.demoUsers) await storeSession(browser, desk, user)
    await browser.close()
  } catch (error) {
    await desk.stop()
    throw error
  }
  return () => desk.stop()
}
