import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { findFreePort } from '#db/embedded/free-port.ts'
import { startApp } from '#scripts/start/app.ts'
import { ensureBuilt } from '#scripts/start/build.ts'
import { startNodeProcess } from '#scripts/start/node-process.ts'
import { type BenchDesk, root } from './desk.ts'

export interface Part {
  readonly pid: number
  stop(): Promise<void>
}

export interface AppPart extends Part {
  readonly url: string
}

/** Worker processes as they run beside the app; resolves when they look for batches. */
export async function startWorkers(
  { directory, databaseUrl }: BenchDesk,
  count: number,
  nodeFlags: readonly string[] = [],
): Promise<readonly Part[]> {
  const parts = await Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const pidFile = join(directory, `worker-${n}.pid`)
      const { stop, exited } = startNodeProcess({
        args: [...nodeFlags, join(root, 'worker/main.ts')],
        cwd: root,
        environment: process.env,
        log: null,
        pidFile,
      })
      return { pid: await readPid(pidFile), stop, exited }
    }),
  )
  const ended = await Promise.race([untilListening(databaseUrl, count), ...parts.map(({ exited }) => exited)])
  if (ended !== null) throw new Error(`A worker ${ended}.`)
  return parts
}

/** The web app as `npm start` runs it, built first unless it is. */
export async function startAppPart({ directory }: BenchDesk): Promise<AppPart> {
  await ensureBuilt(root, join(directory, 'build.log'))
  const port = await findFreePort()
  const pidFile = join(directory, 'app.pid')
  const host = '127.0.0.1'
  const output = { log: join(directory, 'app.log'), pidFile }
  const { stop } = await startApp({ root, mode: 'production', port, host, environment: process.env, output })
  return { pid: await readPid(pidFile), stop, url: `http://${host}:${port}` }
}

/** The most memory (RSS) that processes hold, each, until told to stop; in MB. */
export function watchMemory(parts: readonly Part[]): () => Promise<readonly number[]> {
  const most = parts.map(() => 0)
  let watching = true
  const look = async () => {
    while (watching) {
      for (const [index, { pid }] of parts.entries())
        most[index] = Math.max(most[index] ?? 0, await readMemory(pid))
      await sleep(200)
    }
  }
  const ended = look()
  return async () => {
    watching = false
    await ended
    return most
  }
}

async function readMemory(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)])
  return Number(stdout) / 1024
}

async function readPid(file: string): Promise<number> {
  return Number(await readFile(file, 'utf8'))
}

/** Looked up as the owner: the app's role does not see what others run. */
async function untilListening(databaseUrl: string, count: number): Promise<null> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  try {
    for (const until = performance.now() + 60_000; performance.now() < until; await sleep(100)) {
      const [row] = await sql<{ listening: number }[]>`
        select count(*)::int as listening from pg_stat_activity
        where datname = current_database() and query ilike 'listen "batch"'`
      if ((row?.listening ?? 0) >= count) return null
    }
  } finally {
    await sql.end()
  }
  throw new Error('The workers do not look for batches.')
}
