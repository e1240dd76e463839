import { accessSync, constants, readdirSync } from 'node:fs'
import { parseArgs } from 'node:util'

// Run the way the app is to be run, in its environment: says what would be wrong, or nothing.
const { values } = parseArgs({
  options: {
    read: { type: 'string', multiple: true, default: [] },
    write: { type: 'string', multiple: true, default: [] },
    connections: { type: 'string' },
    /** The directory of the signing key. */
    key: { type: 'string' },
  },
})
process.stdout.write((await findWrong()) ?? '')

async function findWrong(): Promise<string | null> {
  const { R_OK, W_OK, X_OK } = constants
  const unread = values.read.find((path) => !can(path, R_OK))
  if (unread !== undefined) return `without root's capabilities it could not read ${unread}`
  const unwritten = values.write.find((path) => !can(path, R_OK | W_OK | X_OK))
  if (unwritten !== undefined) return `without root's capabilities it could not write to ${unwritten}`
  if (values.connections !== undefined) {
    // Only then, since it takes as long as all the rest.
    const { loadConnections } = await import('#lib/connections/load.ts')
    const loaded = loadConnections(values.connections)
    if (!loaded.ok) return `without root's capabilities it could not use its connections: ${loaded.faults[0]}`
  }
  return values.key !== undefined && canList(values.key)
    ? `${values.key} cannot be given to another user`
    : null
}

function can(path: string, mode: number): boolean {
  try {
    accessSync(path, mode)
    return true
  } catch {
    return false
  }
}

function canList(directory: string): boolean {
  try {
    readdirSync(directory)
    return true
  } catch {
    return false
  }
}
