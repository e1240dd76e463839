import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { getSigningKeyFile } from '#lib/audit/checkpoint-dir.ts'
import { guardKeyDirectory } from '#lib/audit/seal/key-directory.ts'

/** How the app is started so that it cannot read the signing key, whose file the worker's user could. */
export interface Apart {
  /** What stands before the app's own command; empty where it cannot be kept apart. */
  readonly launcher: readonly string[]
  /** Why it can read the key all the same. */
  readonly why: string | null
}

interface Starting {
  readonly root: string
  readonly dataDir: string
  readonly mode: 'production' | 'development'
  readonly port: number
  /** The operator's; null for that of the simulator. */
  readonly connectionsFile: string | null
  readonly environment: Readonly<Record<string, string | undefined>>
}

/**
 * Root starts the app as root without any of root's capabilities: what is root's it reads and writes as before, in
 * whatever closed folder the checkout is, and what is another user's it does not. The directory of the key then
 * is another user's. Neither can it look into the worker, which has capabilities, nor get any back. This is tried out
 * first, on what the app needs and on the key. Whoever is not root has nobody else to be.
 */
export async function keepApart(starting: Starting): Promise<Apart> {
  const { dataDir, port } = starting
  if (process.getuid?.() !== 0) return { launcher: [], why: 'app and worker are processes of one user' }
  const key = dirname(getSigningKeyFile(dataDir))
  guardKeyDirectory(key)
  const kept = port > 0 && port < 1024 ? ',+net_bind_service' : ''
  const launcher = [
    'setpriv',
    '--no-new-privs',
    '--inh-caps=-all',
    '--ambient-caps=-all',
    `--bounding-set=-all${kept}`,
    '--',
  ]
  const why = await tryOut(launcher, key, starting)
  return why === null ? { launcher, why } : { launcher: [], why }
}

async function tryOut(
  [program = '', ...flags]: readonly string[],
  key: string,
  { root, dataDir, mode, connectionsFile, environment }: Starting,
): Promise<string | null> {
  const reads = [
    join(root, 'package.json'),
    join(root, 'node_modules/next/package.json'),
    environment['CHECKPOINT_DIR'] || dataDir,
    ...listFiles(dataDir),
  ]
  const writes = [dataDir, join(root, '.next'), ...(mode === 'development' ? [root] : [])]
  const wouldBe = [
    join(import.meta.dirname, 'would-be.ts'),
    `--key=${key}`,
    ...reads.filter(existsSync).map((path) => `--read=${path}`),
    ...writes.filter(existsSync).map((path) => `--write=${path}`),
    ...(connectionsFile === null ? [] : [`--connections=${connectionsFile}`]),
  ]
  try {
    const { stdout } = await promisify(execFile)(program, [...flags, process.execPath, ...wouldBe], {
      cwd: root,
      env: { NODE_ENV: 'production', ...environment },
    })
    return stdout || null
  } catch (error) {
    return `${program} (util-linux) does not take root's capabilities away: ${lastWords(error)}`
  }
}

/** The other keys, which the app shares with the worker, and whatever else lies there. */
function listFiles(directory: string): readonly string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => join(directory, name))
}

function lastWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const said = 'stderr' in error && typeof error.stderr === 'string' ? error.stderr.trim() : ''
  return (said || error.message).split('\n')[0] ?? ''
}
