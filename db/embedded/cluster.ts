import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chown, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type ServerOwner, serverEnvironment } from './owner.ts'

/** A database cluster on disk. */
export interface Cluster {
  readonly data: string
  readonly password: string
  readonly log: string
}

/** Opens the cluster in `home`, making it when there is none yet. Its superuser `postgres` has a password of its own. */
export async function openCluster(home: string, initdb: string, owner: ServerOwner): Promise<Cluster> {
  const data = join(home, 'data')
  const passwordFile = join(home, 'password')
  if (!existsSync(data)) {
    const unfinished = join(home, 'making')
    await rm(unfinished, { recursive: true, force: true })
    await writeFile(passwordFile, `${randomBytes(18).toString('base64url')}\n`, { mode: 0o600 })
    if (owner) await chown(passwordFile, owner.uid, owner.gid)
    await makeCluster(initdb, unfinished, passwordFile, owner)
    // Only a finished cluster has the name, so one that was interrupted is made again.
    await rename(unfinished, data)
  }
  return { data, password: (await readFile(passwordFile, 'utf8')).trim(), log: join(home, 'server.log') }
}

async function makeCluster(initdb: string, data: string, passwordFile: string, owner: ServerOwner) {
  const options = [
    `--pgdata=${data}`,
    '--username=postgres',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    '--locale=C',
    '--no-instructions',
  ]
  await promisify(execFile)(initdb, options, { ...owner, cwd: '/', env: serverEnvironment }).catch(
    (cause: unknown) => {
      throw new Error('Postgres could not make its cluster.', { cause })
    },
  )
}
