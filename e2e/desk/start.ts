import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { removeEmbeddedPostgres } from '#db/embedded.ts'
import { findFreePort } from '#db/embedded/free-port.ts'
import { type Desk, startDesk } from '#scripts/start/desk.ts'
import { createParts } from '#scripts/start/parts.ts'
import { writeRuntime } from '#scripts/start/runtime-file.ts'
import { silentSteps } from '#scripts/start/steps.ts'

export interface TestDesk extends Desk {
  /** Where it listens, whatever people are told. */
  readonly localUrl: string
  /** Ends one of its processes as `kill -9` does; it is started again. */
  kill(part: 'app' | 'worker' | 'simulator'): Promise<void>
  stop(): Promise<void>
}

/** Starts a whole desk, as `npm start` does, on free ports and with data of its own; on the simulator when no connections are given. */
export async function startTestDesk(
  environment: Readonly<Record<string, string | undefined>> = {},
  connectionsFile: string | null = null,
): Promise<TestDesk> {
  const dataDir = await mkdtemp(join(tmpdir(), 'statusdesk-e2e-'))
  // As root the embedded Postgres runs as another user, who passes through.
  await chmod(dataDir, 0o711)
  const parts = createParts(() => {})
  const stop = async () => {
    await parts.stop()
    await removeEmbeddedPostgres(join(dataDir, 'postgres'))
    if (!process.env['KEEP_DATA']) await rm(dataDir, { recursive: true, force: true })
  }
  try {
    const port = await findFreePort()
    const desk = await startDesk(
      {
        root: dirname(dirname(import.meta.dirname)),
        dataDir,
        mode: 'production',
        port,
        host: '127.0.0.1',
        database: null,
        connectionsFile,
        environment: { ...process.env, PUBLIC_URL: undefined, ...environment },
      },
      silentSteps,
      parts,
    )
    await writeRuntime(dataDir, desk)
    return {
      ...desk,
      localUrl: `http://127.0.0.1:${port}`,
      stop,
      kill: async (part) => void process.kill(await readPid(dataDir, part), 'SIGKILL'),
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function readPid(dataDir: string, part: string): Promise<number> {
  return Number(await readFile(join(dataDir, 'run', `${part}.pid`), 'utf8'))
}
