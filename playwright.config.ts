import { defineConfig } from '@playwright/test'
import { findBrowser } from '#e2e/browser/find.ts'
import type { TestOptions } from '#e2e/test.ts'

const { executablePath, environment } = await findBrowser()

export default defineConfig<TestOptions>({
  testDir: 'e2e',
  outputDir: 'test-results/playwright',
  globalSetup: './e2e/desk/set-up.ts',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  // A test that fails now and then is a finding.
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    timezoneId: 'UTC',
    locale: 'en-GB',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      ...(executablePath && { executablePath }),
      // Root has no sandbox; and it is to talk to nobody but the desk.
      args: ['--disable-background-networking', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
      env: { ...process.env, ...environment },
    },
  },
})
