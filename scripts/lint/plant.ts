import { spawnSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { clean, type Plant, plants } from './plants.ts'

/**
 * Shows that lint can fail: plants a violation of each ban in a folder of the same shape, under the same
 * configuration, and expects each to be found, and nothing in files that break no rule.
 */
const root = dirname(dirname(import.meta.dirname))
const folder = await mkdtemp(join(tmpdir(), 'statusdesk-lint-'))
try {
  await cp(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
  await cp(join(root, 'scripts/lint'), join(folder, 'scripts/lint'), { recursive: true })
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  for (const file of [...plants, ...clean]) await plant(file)
  const found = lint()
  const missed = plants.filter(
    ({ path, rule }) => !found.some((one) => one.filename === path && one.code === rule),
  )
  const blamed = found.filter(({ filename }) => clean.some(({ path }) => path === filename))
  for (const { path, rule, text } of missed) console.error(`Not found: ${rule} in ${path}\n${text}`)
  for (const { filename, code, message } of blamed)
    console.error(`Found in a clean file: ${filename}: ${code} ${message}`)
  console.log(`${plants.length - missed.length} of ${plants.length} planted violations found.`)
  process.exitCode = missed.length + blamed.length > 0 ? 1 : 0
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function plant({ path, text }: Omit<Plant, 'rule'>) {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), text)
}

function lint() {
  const oxlint = join(root, 'node_modules/oxlint/bin/oxlint')
  const folders = ['app', 'cli', 'components', 'db', 'lib', 'simulator', 'worker']
  const { stdout } = spawnSync(process.execPath, [oxlint, '--format=json', ...folders], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  const diagnostic = z.object({ filename: z.string(), code: z.string(), message: z.string() })
  return z.object({ diagnostics: z.array(diagnostic) }).parse(JSON.parse(stdout)).diagnostics
}
