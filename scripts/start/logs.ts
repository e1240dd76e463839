import { existsSync } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'

/** Where the parts of the desk write what they log; each start keeps that of the one before. */
export async function openLogs(dataDir: string): Promise<(name: string) => string> {
  const folder = join(dataDir, 'logs')
  await mkdir(folder, { recursive: true })
  for (const name of ['app', 'worker', 'simulator']) {
    const log = join(folder, `${name}.log`)
    if (existsSync(log)) await rename(log, join(folder, `${name}.previous.log`))
  }
  return (name) => join(folder, `${name}.log`)
}
