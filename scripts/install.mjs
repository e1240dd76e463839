// Runs on the machine's own Node (20 and later) with nothing installed: plain JavaScript, only node: modules.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Installs the packages of package-lock.json unless exactly those were installed before. */
export function ensureInstalled(root) {
  const stamp = join(root, 'node_modules', '.statusdesk-installed')
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log('Installing packages (npm ci) …')
  const started = Date.now()
  // --include=dev: also where NODE_ENV=production, since the pinned Node and the build are among them. Warnings are
  // about the machine's Node, on which nothing but this runs.
  const { status, error } = npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], root)
  if (error) fail(`npm cannot be run: ${error.message}`)
  if (status !== 0) fail('npm ci failed; what it says stands above.')
  writeFileSync(stamp, wanted)
  console.log(`Packages installed in ${Math.round((Date.now() - started) / 1000)} s.`)
}

/** The npm that runs us, or the machine's. */
function npm(args, cwd) {
  const own = process.env.npm_execpath
  const [program, first] = own ? [process.execPath, [own]] : ['npm', []]
  return spawnSync(program, [...first, ...args], { cwd, stdio: 'inherit' })
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
