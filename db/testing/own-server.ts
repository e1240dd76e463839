import { readdirSync, readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '../embedded.ts'
import { readServerEntry } from '../embedded/pid-file.ts'
import { migrate } from '../migrate.ts'

/** A migrated Postgres of one's own, which can be frozen and killed. Its settings are the desk's: what is acknowledged is on the disk. */
export async function openOwnServer() {
  const directory = await mkdtemp(join(tmpdir(), 'statusdesk-own-'))
  await chmod(directory, 0o755)
  const home = join(directory, 'postgres')
  let server = await startEmbeddedPostgres(home)
  const { url, port } = server
  await migrate(url)
  const signal = (name: NodeJS.Signals) => signalServer(join(server.home, 'data'), name)
  return {
    url,
    directory,
    /** Where the cluster's files are. */
    dataDirectory: join(server.home, 'data'),
    /** No process of it does anything until `thaw`; its connections stay open. */
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    /** Ends every process of it with SIGKILL. */
    kill: async () => {
      signal('SIGKILL')
      await server.exited
    },
    startAgain: async () => {
      // Lets go of what held the one that was killed.
      await server.stop('immediate')
      server = await startEmbeddedPostgres(home, { port, again: true })
    },
    close: async () => {
      await server.stop('immediate')
      await removeEmbeddedPostgres(home)
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** The postmaster first, so that it does not act on what becomes of the others; for waking up, last. */
function signalServer(data: string, name: NodeJS.Signals): void {
  const main = readServerEntry(data)?.pid
  if (main === undefined) throw new Error('The server does not run.')
  const pids = [main, ...childrenOf(main)]
  for (const pid of name === 'SIGCONT' ? pids.toReversed() : pids) {
    try {
      process.kill(pid, name)
    } catch {
      // It has ended by itself.
    }
  }
}

function childrenOf(parent: number): readonly number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && parentOf(pid) === parent)
}

function parentOf(pid: number): number | null {
  try {
    // The name of the program, in brackets, may hold anything.
    const [, state] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(/\) (?=[A-Z] )/)
    return Number(state?.split(' ')[1])
  } catch {
    return null
  }
}
