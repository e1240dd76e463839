import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { unpackBrowser } from './unpack.ts'

export interface Browser {
  /** Null for the one that Playwright installed. */
  readonly executablePath: string | null
  /** What it needs in its environment beside ours. */
  readonly environment: Readonly<Record<string, string>>
}

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** A Chromium that runs here: Playwright's own, else an installed one, else the one that comes as an npm package. */
export async function findBrowser(): Promise<Browser> {
  if (runs(chromium.executablePath())) return { executablePath: null, environment: {} }
  const found = installed.find((path) => runs(path))
  if (found) return { executablePath: found, environment: {} }
  const unpacked = await unpackBrowser()
  if (runs(unpacked.executablePath, unpacked.environment)) return unpacked
  throw new Error('No Chromium runs here. Install one, for example with: apt-get install chromium')
}

/** Some are installed without the libraries that they need. */
function runs(path: string, environment: Readonly<Record<string, string>> = {}): boolean {
  if (!existsSync(path)) return false
  try {
    execFileSync(path, ['--version'], {
      env: { ...process.env, ...environment },
      stdio: 'ignore',
      timeout: 20_000,
    })
    return true
  } catch {
    return false
  }
}
