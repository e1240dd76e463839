import { spawn, type ChildProcess } from 'node:child_process'
import { openSync, closeSync, readFileSync } from 'node:fs'
import type { Cluster } from './cluster.ts'
import { type ServerOwner, serverEnvironment } from './owner.ts'
import { readServerEntry } from './pid-file.ts'

export interface Server {
  /** Resolves when the process is gone, whoever ended it. */
  readonly exited: Promise<void>
  /** Ends it: `fast` breaks connections off and writes everything down, `immediate` leaves recovery to the next start. */
  stop(mode: 'fast' | 'immediate'): Promise<void>
}

const fixedFlags = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200']

/** Runs the server of a cluster and resolves when it takes connections. */
export async function runServer(
  program: string,
  cluster: Cluster,
  port: number,
  flags: readonly string[],
  owner: ServerOwner,
): Promise<Server> {
  const settings = [...fixedFlags, ...flags].flatMap((flag) => ['-c', flag])
  const log = openSync(cluster.log, 'w', 0o600)
  const child = spawn(program, ['-D', cluster.data, '-p', String(port), ...settings], {
    ...owner,
    cwd: '/',
    env: serverEnvironment,
    stdio: ['ignore', log, log],
    // A session of its own: the terminal's Ctrl-C must not reach it before those who write to it are gone.
    detached: true,
  })
  closeSync(log)
  let gone = false
  const exited = new Promise<void>((resolve) => {
    child.once('error', () => resolve())
    child.once('exit', () => resolve())
  }).then(() => void (gone = true))
  while (!isReady(cluster, child)) {
    if (gone) throw new Error(`Postgres did not start:\n${tail(cluster.log)}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const watchdog = watch(child)
  void exited.then(() => watchdog.kill('SIGKILL'))
  return {
    exited,
    stop: async (mode) => {
      if (!gone) child.kill(mode === 'fast' ? 'SIGINT' : 'SIGQUIT')
      await exited
    },
  }
}

function isReady(cluster: Cluster, child: ChildProcess): boolean {
  const entry = readServerEntry(cluster.data)
  return entry !== null && entry.pid === child.pid && entry.ready
}

function tail(log: string): string {
  return readFileSync(log, 'utf8').split('\n').slice(-20).join('\n')
}

/** Ends the server when this process dies without doing so: then the pipe between the two closes. */
function watch(server: ChildProcess): ChildProcess {
  const watchdog = spawn('/bin/sh', ['-c', 'read -r _; kill -INT "$1"', 'sh', String(server.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
    detached: true,
  })
  watchdog.unref()
  return watchdog
}
