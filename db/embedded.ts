import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { locateBinaries } from './embedded/binaries.ts'
import { openCluster } from './embedded/cluster.ts'
import { findFreePort } from './embedded/free-port.ts'
import { prepareHome } from './embedded/home.ts'
import { clearOrphan } from './embedded/orphan.ts'
import { chooseOwner } from './embedded/owner.ts'
import { runServer } from './embedded/server.ts'
import { ensureDatabase, superviseServer } from './embedded/supervision.ts'

export { removeHome as removeEmbeddedPostgres } from './embedded/home.ts'

export interface RunningPostgres {
  /** A superuser's URL to the database. */
  readonly url: string
  readonly port: number
  /** Where the cluster really is: a link's target when the server's user could not get to `directory`. */
  readonly home: string
  /** Resolves when the server is gone, whoever ended it. */
  readonly exited: Promise<void>
  /** `immediate` does not even write to disk what is in memory; the next start recovers it. */
  stop(mode?: 'fast' | 'immediate'): Promise<void>
}

/**
 * Starts the Postgres that comes as an npm package, making its cluster in `directory` when there is none yet, and
 * ending a server that was left behind there. `flags` are settings of the server, such as `fsync=off`; `port` is
 * any free one when it is not given; `database` is made when missing. Throws when the cluster's server is already run by another living process.
 */
export async function startEmbeddedPostgres(
  directory: string,
  options: {
    readonly flags?: readonly string[]
    readonly port?: number
    readonly database?: string
    /** True for a server that is started again: its cluster is never made anew. */
    readonly again?: boolean
  } = {},
): Promise<RunningPostgres> {
  const { database = 'statusdesk' } = options
  const owner = chooseOwner(directory)
  const binaries = await locateBinaries(owner)
  const home = await prepareHome(directory, owner)
  if (options.again && !existsSync(join(home, 'data'))) throw new Error(`The database in ${home} is gone.`)
  const cluster = await openCluster(home, binaries.initdb, owner)
  await clearOrphan(cluster)
  const port = options.port ?? (await findFreePort())
  const server = await runServer(binaries.postgres, cluster, port, options.flags ?? [], owner)
  const base = `postgres://postgres:${cluster.password}@127.0.0.1:${port}`
  const release = await superviseServer(`${base}/postgres`)
  await ensureDatabase(`${base}/postgres`, database)
  return {
    url: `${base}/${database}`,
    port,
    home,
    exited: server.exited,
    stop: async (mode = 'fast') => {
      await release?.()
      await server.stop(mode)
    },
  }
}
