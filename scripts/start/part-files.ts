import { existsSync } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'

/** The files of a part of the desk. */
export interface PartFiles {
  /** Where it writes what it logs. */
  readonly log: string
  /** Holds the number of its process. */
  readonly pid: string
}

/** Makes the folders of the parts' files. The logs of the start before are kept. */
export async function openPartFiles(dataDir: string): Promise<(name: string) => PartFiles> {
  const [logs, run] = [join(dataDir, 'logs'), join(dataDir, 'run')]
  await Promise.all([mkdir(logs, { recursive: true }), mkdir(run, { recursive: true })])
  for (const name of ['app', 'worker', 'simulator']) {
    const log = join(logs, `${name}.log`)
    if (existsSync(log)) await rename(log, join(logs, `${name}.previous.log`))
  }
  return (name) => ({ log: join(logs, `${name}.log`), pid: join(run, `${name}.pid`) })
}
