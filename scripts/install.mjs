// Runs on the machine's own Node (20 and later) with nothing installed: plain JavaScript, only node: modules.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Installs the packages of package-lock.json unless exactly those were installed before; tells whether they are. */
export function ensureInstalled(root) {
  const stamp = join(root, 'node_modules', '.statusdesk-installed')
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return true
  console.log('Installing packages (npm ci) …')
  const started = Date.now()
  // --include=dev: also where NODE_ENV=production, since the pinned Node and the build are among them. Warnings are
  // about the machine's Node, on which nothing but this runs.
  const { status, error } = npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], root)
  if (status !== 0) {
    console.error(error ? `npm cannot be run: ${error.message}` : 'npm ci failed; what it says stands above.')
    return false
  }
  writeFileSync(stamp, wanted)
  console.log(`Packages installed in ${Math.round((Date.now() - started) / 1000)} s.`)
  return true
}

/** The npm that runs us, or the machine's. */
function npm(args, cwd) {
  const own = process.env.npm_execpath
  const [program, first] = own ? [process.execPath, [own]] : ['npm', []]
  return spawnSync(program, [...first, ...args], { cwd, stdio: 'inherit' })
}
