import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { closeSql } from '#db/client.ts'
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'
import { startSimulatorProcess } from '#bench/simulator.ts'
import { closeConnections } from '#lib/connections/open.ts'
import { listConnections } from './connections.ts'

export const root = dirname(dirname(import.meta.dirname))

/** What the processes of the benchmark share; this process's environment names it too. */
export interface BenchDesk {
  readonly directory: string
  readonly databaseUrl: string
  readonly simulator: Awaited<ReturnType<typeof startSimulatorProcess>>
  close(): Promise<void>
}

/** Postgres as `npm start` has it, and the simulator, each in a process of its own. */
export async function openDesk(): Promise<BenchDesk> {
  const directory = await mkdtemp(join(tmpdir(), 'statusdesk-bench-'))
  const postgresHome = join(directory, 'postgres')
  const server = await startEmbeddedPostgres(postgresHome)
  const simulator = await startSimulatorProcess(directory)
  await migrate(server.url)
  const file = join(directory, 'connections.json')
  await writeFile(file, JSON.stringify(listConnections(simulator)))
  process.env['DATABASE_URL'] = server.url
  process.env['CONNECTIONS_FILE'] = file
  process.env['DATA_DIR'] = directory
  process.env['LOG_LEVEL'] = 'error'
  return {
    directory,
    databaseUrl: server.url,
    simulator,
    close: async () => {
      await closeConnections()
      await closeSql()
      simulator.stop()
      await server.stop()
      await removeEmbeddedPostgres(postgresHome)
      await rm(directory, { recursive: true, force: true })
    },
  }
}
