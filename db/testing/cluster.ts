import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '../embedded.ts'
import { migrate } from '../migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A superuser's URL to the migrated database from which each test file's is copied. */
    readonly templateUrl: string
  }
}

/** Vitest's global set-up: one real Postgres for the run, holding a migrated template database. */
export default async function setUp(project: TestProject) {
  const directory = await mkdtemp(join(tmpdir(), 'statusdesk-test-'))
  // As root the server runs as another user, who must be able to pass through.
  await chmod(directory, 0o755)
  const home = join(directory, 'postgres')
  // Durability of the cluster itself is not under test; synchronous_commit stays as the app sets it.
  const server = await startEmbeddedPostgres(home, { flags: ['fsync=off', 'full_page_writes=off'] })
  const tearDown = async () => {
    await server.stop()
    await removeEmbeddedPostgres(home)
    await rm(directory, { recursive: true, force: true })
  }
  await migrate(server.url).catch(async (cause: unknown) => {
    await tearDown()
    throw cause
  })
  project.provide('templateUrl', server.url)
  return tearDown
}
