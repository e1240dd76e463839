import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startNodeProcess } from './node-process.ts'

/** Whatever the app is built from. */
const sources = [
  '{app,components,db,lib,public}/**/*.*',
  '{package,package-lock,tsconfig}.json',
  '{instrumentation,instrumentation-client,next.config,proxy}.ts',
  'postcss.config.mjs',
]
const notBuilt = /\.test\.tsx?$|(^|\/)(fixtures|testing)\//

/** Builds the app unless it was built from exactly these sources. What the build says goes to `log`. */
export async function ensureBuilt(root: string, log: string): Promise<'built' | 'up to date'> {
  const stamp = join(root, '.next', 'statusdesk-sources')
  const wanted = digestSources(root)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return 'up to date'
  await rm(stamp, { force: true })
  await writeFile(log, '')
  const build = startNodeProcess({
    args: [join(root, 'node_modules/next/dist/bin/next'), 'build'],
    cwd: root,
    environment: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    log,
  })
  const ending = await build.exited
  if (ending !== 'ended with code 0' || !existsSync(join(root, '.next', 'BUILD_ID')))
    throw new Error(`The app could not be built (${ending}):\n${readFileSync(log, 'utf8').trim()}`)
  await writeFile(stamp, wanted)
  return 'built'
}

function digestSources(root: string): string {
  const hash = createHash('sha256').update(process.version)
  const files = globSync(sources, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !notBuilt.test(file))
  for (const file of files.sort())
    hash
      .update(`${file.slice(root.length)}\0`)
      .update(readFileSync(file))
      .update('\0')
  return hash.digest('hex')
}
