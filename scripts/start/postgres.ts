import { startEmbeddedPostgres } from '#db/embedded.ts'
import type { Running } from './running.ts'

export interface RunningDatabase extends Running {
  readonly url: string
  readonly port: number
  /** Where the cluster really is. */
  readonly home: string
}

/** Starts the embedded Postgres as a part of the desk, on any free port or that of the one before. */
export async function startPostgres(
  directory: string,
  options: { readonly database: string; readonly port?: number; readonly again?: boolean },
): Promise<RunningDatabase> {
  const server = await startEmbeddedPostgres(directory, options)
  return {
    ...server,
    exited: server.exited.then(() => 'ended'),
    stop: () => server.stop(),
    kill: () => void server.stop('immediate'),
  }
}
