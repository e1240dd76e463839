import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What other commands of this folder must know of the running desk. */
export interface Runtime {
  readonly databaseUrl: string
  readonly connectionsFile: string
  readonly url: string
}

/** Leaves word of the running desk in `runtime.json`, for its owner's eyes: the URL holds a password. */
export async function writeRuntime(
  dataDir: string,
  { databaseUrl, connectionsFile, url }: Runtime,
): Promise<() => Promise<void>> {
  const path = join(dataDir, 'runtime.json')
  // The mode is given only to a file that is made.
  await rm(path, { force: true })
  await writeFile(path, `${JSON.stringify({ databaseUrl, connectionsFile, url }, null, 2)}\n`, {
    mode: 0o600,
  })
  return () => rm(path, { force: true })
}
