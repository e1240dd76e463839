import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { chmod, lstat, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { removeEmbeddedPostgres, startEmbeddedPostgres } from './embedded.ts'

// Processes are looked up in /proc.
const onLinux = process.platform === 'linux'
let folder: string
let directory: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'statusdesk-embedded-'))
  await chmod(folder, 0o755)
  directory = join(folder, 'postgres')
})

afterEach(async () => {
  await removeEmbeddedPostgres(directory)
  await rm(folder, { recursive: true, force: true })
})

test('what is written is there after a restart', async () => {
  const first = await startEmbeddedPostgres(directory)
  await query(first.url, 'create table kept as select 42 as answer')
  await first.stop()
  const second = await startEmbeddedPostgres(directory)
  expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }])
  await second.stop()
})

test('a second start refuses while the first lives', async () => {
  const server = await startEmbeddedPostgres(directory)
  await expect(startEmbeddedPostgres(directory)).rejects.toThrow('already running')
  expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
  await server.stop()
})

test.runIf(onLinux)('a starter that is killed leaves no server behind', async () => {
  const starter = await startElsewhere()
  starter.child.kill('SIGKILL')
  await expect.poll(() => isAlive(starter.serverPid), { timeout: 10_000 }).toBe(false)
})

test.runIf(onLinux)('a server that was left behind is ended by the next start', async () => {
  const starter = await startElsewhere()
  // Stopped, its watchdog cannot see that the starter is gone.
  process.kill(starter.watchdogPid, 'SIGSTOP')
  starter.child.kill('SIGKILL')
  const next = await startEmbeddedPostgres(directory)
  expect(isAlive(starter.serverPid)).toBe(false)
  await next.stop()
  process.kill(starter.watchdogPid, 'SIGKILL')
})

test.runIf(process.getuid?.() === 0)(
  'below a directory closed to its user, the cluster is a link to one outside',
  async () => {
    await chmod(folder, 0o700)
    const server = await startEmbeddedPostgres(directory)
    expect((await lstat(directory)).isSymbolicLink()).toBe(true)
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await server.stop()
  },
)

test('what is gone is never replaced by an empty database', async () => {
  await expect(startEmbeddedPostgres(directory, { again: true })).rejects.toThrow('is gone')
  await rm(directory, { recursive: true, force: true })
  await symlink(join(folder, 'elsewhere'), directory)
  await expect(startEmbeddedPostgres(directory)).rejects.toThrow(/elsewhere, is gone/)
})

async function query(url: string, text: string) {
  const sql = postgres(url, { max: 1 })
  try {
    return [...(await sql.unsafe(text))]
  } finally {
    await sql.end()
  }
}

/** Starts the server from another process, which then does nothing but live. */
async function startElsewhere() {
  const embedded = new URL('./embedded.ts', import.meta.url).href
  const program = `const { startEmbeddedPostgres } = await import(${JSON.stringify(embedded)})
    await startEmbeddedPostgres(${JSON.stringify(directory)}); console.log('started')`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  const entry = await readFile(join(directory, 'data', 'postmaster.pid'), 'utf8')
  const serverPid = Number(entry.split('\n')[0])
  const watchdogPid = await findChild(child.pid, serverPid)
  return { child, serverPid, watchdogPid }
}

async function findChild(parent: number | undefined, except: number): Promise<number> {
  const children = await readFile(`/proc/${parent}/task/${parent}/children`, 'utf8')
  const other = children
    .split(' ')
    .map(Number)
    .find((pid) => pid > 0 && pid !== except)
  if (!other) throw new Error('The server has no watchdog.')
  return other
}

// A process that ended and was not yet collected still has its number, but no command line.
function isAlive(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`).length > 0
  } catch {
    return false
  }
}
