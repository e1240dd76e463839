import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'

/** The system user that the server runs as; null when it runs as the current one. */
export type ServerOwner = { readonly uid: number; readonly gid: number } | null

/** All that a server gets of an environment: ours holds secrets. (Next.js makes the types demand NODE_ENV.) */
export const serverEnvironment = { LC_ALL: 'C', NODE_ENV: 'production' } as const

/**
 * Whom a cluster's server runs as. Postgres refuses to run as root, so root's runs as the owner of the cluster
 * when it is already there, else as the system user `postgres`, who is made when missing.
 */
export function chooseOwner(directory: string): ServerOwner {
  if (process.getuid?.() !== 0) return null
  if (existsSync(directory)) {
    const { uid, gid } = statSync(directory)
    if (uid !== 0) return { uid, gid }
  }
  return findUser('postgres') ?? createUser()
}

function findUser(name: string): ServerOwner {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null
}

function createUser(): ServerOwner {
  try {
    execFileSync('groupadd', ['--system', '--force', 'postgres'], { stdio: 'pipe' })
    execFileSync('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres'], {
      stdio: 'pipe',
    })
  } catch (cause) {
    // Another process may have made it meanwhile; and where users cannot be made, everybody has this one.
    const user = findUser('postgres') ?? findUser('nobody')
    if (!user)
      throw new Error('Postgres cannot run as root, and the user `postgres` cannot be made.', { cause })
    return user
  }
  return findUser('postgres')
}
