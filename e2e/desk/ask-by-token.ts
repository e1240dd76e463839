import { execFile } from 'node:child_process'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import type { SharedDesk } from './shared.ts'

const run = promisify(execFile)
const root = dirname(dirname(import.meta.dirname))
/** Of the API, in one request. */
const mostQuestions = 1000

interface Question {
  readonly connection: string
  readonly input: Readonly<Record<string, string>>
}

/**
 * Asks by the JSON API, as a script of a manager does, for tests that need look-ups and not the asking of them.
 * Waits up to `waitSeconds` for the answers, and gives the ids in the order asked.
 */
export async function askByToken(
  desk: SharedDesk,
  questions: readonly Question[],
  waitSeconds = 15,
  reason = 'end-to-end test',
): Promise<readonly string[]> {
  if (questions.length > mostQuestions) throw new Error('Too many questions.')
  const response = await fetch(`${desk.url}/api/v1/lookups`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await makeToken(desk)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ reason, questions, wait: waitSeconds }),
  })
  if (!response.ok) throw new Error(await response.text())
  const { lookups }: { lookups: readonly { id: string }[] } = await response.json()
  return lookups.map(({ id }) => id)
}

/** A new token of a role, by the command line, which writes events under the key of the desk. */
export async function makeToken(desk: SharedDesk, role = 'manager'): Promise<string> {
  const { stdout } = await run(
    process.execPath,
    ['cli/desk.ts', 'token', 'create', '--name', 'End-to-end', '--role', role],
    { cwd: root, env: { ...process.env, DATABASE_URL: desk.databaseUrl, DATA_DIR: desk.dataDir } },
  )
  return stdout.trim()
}
