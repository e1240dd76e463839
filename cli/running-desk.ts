import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { ProblemError } from '#lib/access/problem.ts'
import { fillEnv, getEnv } from '#lib/env.ts'

/** What `npm start` leaves in DATA_DIR while it runs. */
const runtimeSchema = z.object({ databaseUrl: z.string(), connectionsFile: z.string(), url: z.url() })

/**
 * Sees to it that the database is known: DATABASE_URL, else that of the desk running on this machine. Throws an
 * `unavailable` problem when there is neither.
 */
export async function findDesk(): Promise<void> {
  const { DATABASE_URL, DATA_DIR } = getEnv()
  if (DATABASE_URL) return
  const path = join(DATA_DIR, 'runtime.json')
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) {
    const message = `The desk is not running here (there is no ${path}). ${advice}`
    throw new ProblemError({ kind: 'unavailable', message })
  }
  const { databaseUrl, connectionsFile, url } = runtimeSchema.parse(JSON.parse(text))
  fillEnv({ DATABASE_URL: databaseUrl, CONNECTIONS_FILE: connectionsFile, PUBLIC_URL: url })
}

const advice = 'Start it with npm start, or set DATABASE_URL.'
