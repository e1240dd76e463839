import { setTimeout as delay } from 'node:timers/promises'
import { join } from 'node:path'
import { type Output, startNodeProcess } from './node-process.ts'
import type { Running } from './running.ts'

export interface AppSettings {
  readonly root: string
  readonly mode: 'production' | 'development'
  readonly port: number
  /** The address it listens on; null for all. */
  readonly host: string | null
  /** By which program it is started, so that it cannot read what is the worker's; see `keepApart`. */
  readonly launcher?: readonly string[]
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly output: Output
}

const longestWaitMs = 120_000

/** Starts the web app and resolves when it answers. */
export async function startApp(settings: AppSettings): Promise<Running> {
  const { root, mode, port, host, launcher = [], environment, output } = settings
  const app = startNodeProcess({
    args: [
      join(root, 'node_modules/next/dist/bin/next'),
      mode === 'production' ? 'start' : 'dev',
      `--port=${port}`,
      ...(host === null ? [] : [`--hostname=${host}`]),
    ],
    launcher,
    cwd: root,
    environment: { ...environment, NODE_ENV: mode, NEXT_TELEMETRY_DISABLED: '1' },
    ...output,
  })
  const url = `http://${host ?? '127.0.0.1'}:${port}/sign-in`
  const ending = await Promise.race([waitForAnswer(url), app.exited])
  if (ending === null) return app
  app.kill()
  throw new Error(`The app ${ending}. See ${output.log ?? 'above'}.`)
}

async function waitForAnswer(url: string): Promise<string | null> {
  const deadline = Date.now() + longestWaitMs
  while (Date.now() < deadline) {
    const answered = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(30_000) })
      .then(async (response) => {
        await response.body?.cancel()
        return response.ok
      })
      .catch(() => false)
    if (answered) return null
    await delay(50)
  }
  return `did not answer at ${url}`
}
